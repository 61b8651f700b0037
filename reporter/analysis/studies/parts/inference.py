"""Whether a study's sample speaks for a population, by how it was drawn."""

from __future__ import annotations

from typing import Literal

from ...precision import CENSUS, CONVENIENCE, UNSTATED
from ...study import Study

Sampling = Literal[
    "", "random", "stratified", "systematic", "cluster", "census", "quota", "convenience"
]
SAMPLING_HELP = (
    "抽样方式，缺省同 [survey]：random 简单随机，stratified 分层随机，systematic 等距，"
    "cluster 整群，census 普查，quota 配额，convenience 非概率"
)
NAMES = {
    "random": "简单随机抽样",
    "stratified": "分层随机抽样",
    "systematic": "等距抽样",
    "cluster": "整群抽样",
    "census": "普查",
    "quota": "配额抽样",
    "convenience": "非概率抽样",
    "unstated": "没有写明",
}


def sampling_of(study: Study, chosen: str) -> str:
    """Return how the sample was drawn: as chosen, else as the survey says, else by chance."""
    if chosen:
        return chosen
    return study.project.survey.sampling if study.project is not None else "random"


CLUSTERED = "整群抽样，本方法不按群估计抽样误差，未给出区间和检验。"


def no_inference(sampling: str, by_cluster: bool = False) -> str:
    """Return why a sample carries no sampling error; "" where it does.

    Args:
        sampling: how it was drawn.
        by_cluster: whether the method estimates errors from clusters; those of single answers
            would be far too small.
    """
    if sampling == "cluster":
        return "" if by_cluster else CLUSTERED
    return {
        "census": CENSUS,
        "convenience": CONVENIENCE,
        "quota": CONVENIENCE,
        "unstated": UNSTATED,
    }.get(sampling, "")
