"""What is surveyed: the validated, frozen project model.

The TOML file is parsed into these classes; their JSON Schema is published by
``reporter templates --schema``. Texts in ``description`` are Chinese: editors show them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[
    str,
    Field(pattern=r"^[^\s/@#=]{1,40}$", description="标识，供引用；不能含空格和 / @ # ="),
]
FILE_COLUMN = "文件"  # in a table made of several files: which of them a row is from
Weight = Annotated[float, Field(ge=0, le=1)]
Share = Annotated[float, Field(gt=0, lt=1)]


class Model(BaseModel):
    """Base: immutable, no unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False
    )


class ReportInfo(Model):
    """[report]: what stands on the cover and in the file properties."""

    title: str = Field(min_length=1, max_length=120, description="报告标题，可用“\\n”分成两三行")
    subtitle: str = Field("", description="副标题")
    date: Annotated[date, Field(description="报告日期，如 2026-12-31")]
    template: str = Field("annual_survey", description="模板名称")
    client: str = Field("", description="委托单位")
    contractor: str = Field("", description="执行单位")
    team: tuple[str, ...] = Field((), description="项目组成员及分工，每人一行")
    signers: tuple[str, ...] | None = Field(
        None, description="签署栏各行，每人一行，缺省为编制人、审核人、批准人；不要签署行写 []"
    )
    seal: str | None = Field(
        None, description="盖章单位，缺省为执行单位，没有时用委托单位；不盖章写空"
    )
    confidentiality: str = Field("", max_length=60, description="密级或“内部资料”")
    watermark: str = Field("", max_length=30, description="水印文字，如“征求意见稿”")
    notice: str = Field("", description="封面提示，如“演示数据”")
    outputs: tuple[Literal["docx", "pdf", "html"], ...] = Field(
        ("docx", "pdf"), description="输出格式"
    )
    file_name: str = Field("", description="输出文件名（不含扩展名），缺省用标题")
    reference_style: Literal["2025", "2015"] = Field("2025", description="GB/T 7714 版本")
    decimals: int = Field(1, ge=0, le=2, description="得分小数位数")
    share_decimals: int = Field(1, ge=0, le=2, description="百分比小数位数")
    charts: Literal["native", "image"] = Field(
        "native", description="Word 中的图：native 可在 Word 中编辑数据的图表；image 图片"
    )
    lists: tuple[Literal["figures", "tables"], ...] = Field(
        (), description="目录之后另列：figures 图目录，tables 表目录"
    )
    page_total: bool = Field(False, description="页脚写总页数：第1页 共20页")
    comments: bool = Field(
        False, description="在 Word 中用批注写明各项结论的依据，供送审；定稿时改为 false"
    )
    reference_docx: str = Field(
        "", description="委托方的 Word 样式文件，样式、页眉页脚、页面设置取自其中"
    )
    theme: str = Field(
        "business",
        pattern=r"^[^\s/\\.]{1,40}$",
        description="版面主题：business 商务报告，gongwen 公文版式，或项目 themes 文件夹中的名称",
    )
    brand: str = Field("", description="品牌文件，如 brand.toml：标志、颜色、字体、页眉、页脚")
    accent: str = Field(
        "",
        pattern=r"^([0-9A-Fa-f]{6})?$",
        description="主色，六位十六进制颜色，如 1F4E79，缺省随品牌或主题",
    )


class SurveyInfo(Model):
    """[survey]: facts of the field work that only people know."""

    organisation: str = Field(min_length=1, description="被评价单位在文中的称呼，如“我公司”")
    subject: str = Field(min_length=1, description="调查对象，如“卷烟零售客户”")
    counter: str = Field("户", min_length=1, max_length=4, description="调查对象的量词：户、人、份")
    wave: str = Field(min_length=1, description="本期名称，如“2026年度”")
    theme: str = Field("满意度", description="调查主题")
    population: int | None = Field(None, ge=1, description="总体数量；用于有限总体修正")
    sampling: Literal["unstated", "random", "stratified", "systematic", "census", "convenience"] = (
        Field("unstated", description="抽样方式；没有写明时不计算抽样误差")
    )
    mode: str = Field("", description="调查方式，如“电话访问与入户访问”")
    start: date | None = Field(None, description="调查开始日期")
    end: date | None = Field(None, description="调查结束日期")
    issued: int | None = Field(None, ge=0, description="发放问卷数")
    returned: int | None = Field(None, ge=0, description="回收问卷数")
    confidence: Share = Field(0.95, description="置信度")


class DataInfo(Model):
    """[data]: the file, its entry, and which columns are what."""

    file: str = Field(min_length=1, description="数据文件，相对项目文件所在文件夹")
    entry: Literal["answers", "scores", "scored"] = Field(
        "answers", description="answers 答案；scores 每份问卷的分数；scored 已汇总的得分表"
    )
    sheet: str = Field("", description="工作表名称，缺省为第一个可见工作表")
    encoding: Literal["auto", "utf-8", "gb18030", "utf-16"] = Field(
        "auto", description="文本文件的编码，auto 自动判断"
    )
    respondent: str = Field("", description="受访者编号列；用于查重，不进入报告")
    weight: str = Field("", description="样本权数列")
    not_applicable: tuple[str, ...] = Field(
        ("不了解", "不适用", "无法评价", "没有接触过", "不清楚"), description="不计入分母的答案"
    )
    missing: tuple[str, ...] = Field(("", "(跳过)", "(空)"), description="缺失的写法")
    duplicates: Literal["error", "first", "last"] = Field("error", description="重复受访者的处理")
    ignore: tuple[str, ...] = Field((), description="明知不用的列，不再提示")
    header_rows: int = Field(0, ge=0, le=3, description="表头行数；0 表示自动判断")
    # The rest serves the entry "scored" only.
    layout: Literal["auto", "long", "wide"] = Field(
        "auto", description="得分表的形式：long 每行一个得分；wide 每列一个指标"
    )
    unit: str = Field("单位", description="得分表中的单位列")
    base: str = Field("样本量", description="得分表中的样本量列")
    score: str = Field("本年得分", description="长表中的得分列")
    previous: str = Field("上年得分", description="长表中的上年得分列，没有则不读")
    total_rows: tuple[str, ...] = Field(
        ("合计", "总体", "全市", "全公司", "平均"), description="合计行"
    )
    total_columns: tuple[str, ...] = Field(
        ("总体", "总体满意度", "总分", "综合得分"), description="总体得分的列名或指标名"
    )


class Option(Model):
    """One answer of a scale."""

    label: str = Field(min_length=1, description="选项文字")
    points: float = Field(description="赋分")
    aliases: tuple[str, ...] = Field((), description="数据中的其他写法，如“A.非常满意”、“4”")
    satisfied: bool = Field(False, description="计入满意率")
    dissatisfied: bool = Field(False, description="计入不满意率")


class Scale(Model):
    """[[scales]]: a preset, or options written out from best to worst."""

    id: Identifier
    preset: str = Field("", description="预设量表：见 reporter methods")
    options: tuple[Option, ...] = Field((), description="选项，从最好到最差")
    codes: Literal["", "best_first", "worst_first", "unconfirmed"] = Field(
        "",
        description="数据用选项序号时填写：best_first 1为最好；worst_first 1为最差；"
        "unconfirmed 尚未对照问卷确认，不能生成报告",
    )


class Item(Model):
    """[[items]]: one question that is scored."""

    id: Identifier
    name: str = Field(min_length=1, description="简称，印在图表中")
    text: str = Field("", description="题干，印在附录")
    column: str = Field("", description="数据列名，缺省同简称")
    scale: str = Field("", description="量表 id，缺省为第一个")
    indicator: str = Field(min_length=1, description="所属指标 id；total 表示直接属于总体")
    weight: Weight | None = Field(None, description="在所属指标中的权重，缺省均分")
    reverse: bool = Field(False, description="反向题")
    department: str = Field("", description="责任部门，缺省同所属指标")
    scored: bool = Field(True, description="false 表示单独报告，不计入指标树（如总体印象题）")


class Indicator(Model):
    """[[indicators]]: a node of the tree; parent empty = level 1."""

    id: Identifier
    name: str = Field(min_length=1, description="指标名称")
    parent: str = Field("", description="上级指标 id，空为一级指标")
    weight: Weight | None = Field(None, description="在上级指标中的权重，缺省均分")
    department: str = Field("", description="责任部门，缺省同上级")
    support: str = Field("", description="配合部门")
    target: float | None = Field(None, description="目标值（分）")
    definition: str = Field("", description="指标含义，印在指标表中")


class Segment(Model):
    """[[segments]]: a column that divides the respondents."""

    id: Identifier
    name: str = Field(min_length=1, description="如“县区”")
    column: str = Field("", description="数据列名，缺省同名称")
    role: Literal["unit", "segment"] = Field(
        "segment", description="unit：被评价的下级单位，参加排名"
    )
    levels: tuple[str, ...] = Field((), description="类别及顺序，缺省按数据中出现的")
    aliases: dict[str, str] = Field(
        default_factory=dict, description="数据中的写法 = 类别，如 1 = 城镇；类别须在 levels 里"
    )
    population: dict[str, int] = Field(default_factory=dict, description="各类别总体数量")


class Grade(Model):
    """[[grades]]: from best to worst; the last has no lower bound."""

    label: str = Field(min_length=1, description="等级名称")
    minimum: float | None = Field(None, description="下限")
    inclusive: bool = Field(True, description="是否含本数")


class Targets(Model):
    """[targets]: targets of the whole."""

    total: float | None = Field(None, description="总体得分目标（分）")
    rate: Share | None = Field(None, description="满意率目标 0-1")


class Previous(Model):
    """[previous]: last wave's facts.json, or its scores written by hand."""

    facts: str = Field("", description="上期 facts.json 的路径")
    wave: str = Field("", description="上期名称，如“2025年度”")
    scores: dict[str, float] = Field(default_factory=dict, description="指标 id = 上期得分")


class Rules(Model):
    """[rules]: thresholds that words depend on."""

    flat: float = Field(0.05, ge=0, description="变化小于此值（分）写“持平”")
    small_base: int = Field(30, ge=1, description="样本少于此数须提示")
    hide_base: int = Field(10, ge=5, description="样本少于此数不公布")
    strengths: int = Field(3, ge=1, le=10, description="列出几项优势")
    weaknesses: int = Field(3, ge=1, le=10, description="列出几项短板")


class Measure(Model):
    """[[measures]]: one improvement task, tied to an indicator or item."""

    id: Identifier
    indicator: str = Field(min_length=1, description="指标或题目 id")
    problem: str = Field("", description="问题；缺省由数据生成")
    cause: str = Field("", description="原因；缺省写“待核实”")
    measure: str = Field(min_length=1, description="措施")
    detail: str = Field("", description="展开说明，进入正文")
    department: str = Field("", description="责任部门，缺省同指标")
    support: str = Field("", description="配合部门")
    due: str = Field(min_length=1, description="时限，如“2027年3月底前”")
    acceptance: str = Field(min_length=1, description="验收指标")
    target: float | None = Field(None, description="该指标目标得分")


class ReferenceEntry(Model):
    """[[references]]: one source, by the fields of GB/T 7714."""

    id: Identifier
    type: Literal["M", "J", "N", "D", "C", "R", "S", "P", "EB", "DB", "G", "Z"] = Field(
        "J", description="文献类型：M 图书，J 期刊，S 标准，R 报告，EB 网页……"
    )
    authors: tuple[str, ...] = Field((), description="作者，每人一项")
    title: str = Field(min_length=1, description="题名")
    journal: str = Field("", description="刊名")
    place: str = Field("", description="出版地")
    publisher: str = Field("", description="出版者")
    year: str = Field("", description="年份")
    volume: str = Field("", description="卷")
    issue: str = Field("", description="期")
    pages: str = Field("", description="页码")
    edition: str = Field("", description="版本")
    number: str = Field("", description="标准号、专利号")
    published: str = Field("", description="发布日期")
    accessed: str = Field("", description="引用日期（网络文献）")
    url: str = Field("", description="网址")
    doi: str = Field("", description="DOI")


class OpenQuestion(Model):
    """[[open_questions]]: a column of free text."""

    id: Identifier
    name: str = Field(min_length=1, description="开放题名称")
    column: str = Field("", description="数据列名，缺省同名称")


class StudyFile(Model):
    """[[studies.files]]: one of the files that a study reads one below the other."""

    name: str = Field(min_length=1, description="名称，如“2025年度”“第三方评价”")
    file: str = Field("", description="数据文件，缺省为该方法的 file")
    sheet: str = Field("", description="工作表名称，缺省为该方法的 sheet")


class StudyInfo(Model):
    """[[studies]]: one further method with its data; other keys are options of the method."""

    model_config = ConfigDict(extra="allow")

    id: Identifier
    method: str = Field(min_length=1, description="方法 id，见 reporter methods")
    title: str = Field("", description="标题，缺省为方法的名称")
    file: str = Field("", description="数据文件，缺省为本项目的数据文件")
    sheet: str = Field("", description="工作表名称，缺省为第一个可见工作表")
    files: tuple[StudyFile, ...] = Field(
        (), description="几个文件上下接成一张表：各年、各月、各渠道的数据各是一个文件"
    )
    file_column: str = Field(
        FILE_COLUMN,
        min_length=1,
        description="接成的表中，写明各行属于哪个文件的列，其值为 files 的 name",
    )
    source: str = Field(
        "", description="来源名称，写在图表下的“数据来源”处，如“2026年营销系统工单”；缺省为文件名"
    )
    missing: tuple[str, ...] = Field((), description="另外视为未回答的写法")
    labels: dict[str, str] = Field(
        default_factory=dict,
        description="列名或答案 = 报告中的写法；题号（如“2、”）不写也会略去",
    )
    place: Literal["results", "analysis", "suggestions"] | None = Field(
        None, description="写在哪一部分，缺省由方法决定"
    )
    summary: bool | None = Field(
        None,
        description="摘要中是否写这一节的结论；缺省由方法决定，最多六条，写明 true 的都写",
    )


class Project(Model):
    """A whole project file."""

    schema_version: Literal[1] = 1
    report: ReportInfo
    survey: SurveyInfo
    data: DataInfo
    scales: tuple[Scale, ...] = ()
    items: tuple[Item, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    segments: tuple[Segment, ...] = ()
    grades: tuple[Grade, ...] = (
        Grade(label="优秀", minimum=95),
        Grade(label="良好", minimum=85),
        Grade(label="一般"),
    )
    targets: Targets = Targets()
    previous: Previous | None = None
    rules: Rules = Rules()
    measures: tuple[Measure, ...] = ()
    references: tuple[ReferenceEntry, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    studies: tuple[StudyInfo, ...] = ()
    texts: dict[str, str] = Field(
        default_factory=dict, description="正文中由人写的段落：background、purpose、causes……"
    )
