"""The Jinja environment of templates: deny by default.

The sandbox of Jinja does not guard the objects it is handed, so templates get views
only (:mod:`.views`), attributes are allowed one by one, and every emitted value goes
through :func:`_emit`: data becomes a mark, never markup; a number without a source is refused.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from ..document.clean import clean
from ..document.nodes import Text
from ..errors import Place, Problem, ReporterError, TemplateError
from .compiled import COMPILED
from .failures import failure, syntax_problem
from .limits import MAX_OUTPUT, CountingGenerator, Turns, batches, slices, too_long
from .template import read_template
from .views import Desk, FactView, Printable, SubjectView, View

_FILTERS = frozenset(
    "length count first last reverse list default d join map select reject selectattr "
    "rejectattr".split()
)
BASE = "base:"
_FROM = "\0"  # between level and name of a template: no file name holds it
_OPAQUE = (LoopContext, Namespace, Macro, BlockReference)


class _UnknownNameError(Exception):
    """A name in a template that nothing answers to; found again with its line."""

    def __init__(self, name: str, known: frozenset[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


class _Strict(jinja2.StrictUndefined):
    """Any use of an undefined name stops the build."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        owner = self._undefined_obj
        known = owner.public if isinstance(owner, View) else frozenset()
        raise _UnknownNameError(str(self._undefined_name), known)

    __iter__ = __str__ = __len__ = _fail_with_undefined_error
    __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error
    __call__ = __getitem__ = __html__ = _fail_with_undefined_error
    __lt__ = __gt__ = __le__ = __ge__ = __add__ = __radd__ = _fail_with_undefined_error


class _Generator(CountingGenerator):
    """Compile ``~`` to our own join: Jinja's would turn views into bare characters."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Leave literals to :func:`_emit`: Jinja would make them markup while compiling."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Write a call of :meth:`Sandbox.joined`."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Attributes only of views, calls only of what we registered, no arithmetic bombs."""

    turns: Turns
    intercepted_binops = frozenset(["+", "*", "**", "%"])
    code_generator_class = _Generator

    @property
    def turn(self) -> None:
        """Count a turn of a loop or macro; compiled templates read this."""
        self.turns.tick()

    def joined(self, parts: Iterable[object]) -> str:
        """Join parts: plain strings stay plain, anything with a source leaves its mark."""
        listed = list(parts)
        self.turns.joins(*listed)
        if all(isinstance(part, str) and not isinstance(part, Markup) for part in listed):
            return "".join(map(str, listed))
        emit = self.finalize or Markup
        return Markup("".join(emit(part) for part in listed))

    def join(self, parts: Iterable[object], separator: str = "") -> str:
        """The ``join`` filter, by the same rule."""
        listed = [piece for part in parts for piece in (separator, part)][1:]
        return self.joined(listed)

    def join_path(self, template: str, parent: str) -> str:
        """Return where ``base:NAME`` leads: to the folders below that of the asking file."""
        if not template.startswith(BASE):
            return template.replace(_FROM, "")
        assert isinstance(self.loader, FolderLoader)  # made in environment()
        level, _ = self.loader.find(parent)
        return f"{level + 1}{_FROM}{template.removeprefix(BASE).replace(_FROM, '')}"

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Allow what a view lists as public, and loop / namespace helpers."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, View):
            return attr in obj.public
        return isinstance(obj, _OPAQUE)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow our registered functions and macros."""
        return isinstance(obj, Macro | BlockReference) or obj in self._functions()

    def _functions(self) -> tuple[object, ...]:
        return tuple(self.globals.values())

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse operators that can build huge values; ``+`` counts what it puts together."""
        if operator == "+":
            if isinstance(left, str) and isinstance(right, str):
                return self.joined((left, right))  # not Markup's own: it would escape for HTML
            self.turns.joins(left, right)
            return left + right
        small = all(isinstance(side, int | float) and abs(side) < 1e6 for side in (left, right))
        if operator == "**" or not small:
            raise TemplateError(
                Problem(
                    "template.operator",
                    f"模板中不允许这样使用运算符“{operator}”。",
                    "模板不作计算；数字请用 fact。",
                )
            )
        return super().call_binop(context, operator, left, right)


class FolderLoader(jinja2.BaseLoader):
    """Load templates from folders in order; refuses paths and links that lead outside.

    ``LEVEL NAME`` (made by :meth:`Sandbox.join_path` only) looks from that folder on.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def find(self, template: str) -> tuple[int, str]:
        """Return the level of the folder that holds a template, and its name there.

        Raises:
            jinja2.TemplateNotFound: with the name as the template's author wrote it.
        """
        level, name = _level(template)
        for index, folder in enumerate(self.folders[level:], start=level):
            path = folder / name
            inside = path.resolve().is_relative_to(folder.resolve())
            if inside and path.is_file():
                return index, name
        raise jinja2.TemplateNotFound(name)

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - the loader protocol passes it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; its file name, for messages, tells the folders of bases apart."""
        level, name = self.find(template)
        folder = self.folders[level]
        label = f"{folder.name}/{name}" if level else name
        return read_template(folder / name, label), label, lambda: True


def _level(template: str) -> tuple[int, str]:
    """Split level and name; a name as people write it is looked for from the first folder."""
    level, mark, name = template.partition(_FROM)
    return (int(level), name) if mark else (0, template)


def environment(desk: Desk, folders: tuple[Path, ...]) -> Sandbox:
    """Return the environment for one filling."""

    def emit(value: object) -> Markup:
        if isinstance(value, Markup):
            env.turns.joins(value)
        return _emit(desk, value)

    env = Sandbox(
        loader=FolderLoader(folders),
        bytecode_cache=COMPILED,
        undefined=_Strict,
        autoescape=True,
        finalize=emit,
        comment_start_string="<#",
        comment_end_string="#>",
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.turns = Turns()
    env.globals.clear()
    env.globals["namespace"] = Namespace  # so that a loop can carry a finding out
    env.filters = {name: env.filters[name] for name in sorted(_FILTERS)}
    env.filters.update(
        join=env.join,
        batch=batches,
        slice=slices,
        abs=lambda fact: _fact(fact).changed(sign="abs"),
        signed=lambda fact: _fact(fact).changed(sign="plus"),
        bare=lambda fact: _fact(fact).changed(bare=True),
    )
    return env


def _fact(value: object) -> FactView:
    if isinstance(value, FactView):
        return value
    raise TemplateError(
        Problem("template.not_a_fact", "abs、signed、bare 只能用在数字（fact）上。")
    )


def _emit(desk: Desk, value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, Printable):
        return Markup(value.__html__())
    if isinstance(value, SubjectView):
        return Markup(desk.store.inline(Text(clean(str(value)))))
    if isinstance(value, str):
        return Markup(desk.store.inline(Text(desk.plain(clean(value)))))
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises
    if value is None:
        return Markup("")
    raise TemplateError(
        Problem(
            "template.bare_value",
            f"模板直接输出了“{str(value)[:20]}”，它没有出处。",
            "数字必须来自 fact；序数请用 chinese(n)。",
        )
    )


def render(env: Sandbox, name: str, names: Mapping[str, object]) -> str:
    """Render one template file; every failure names file, line and what to do.

    Raises:
        TemplateError: with the template's file name and line.
    """
    env.globals.update(names)
    try:
        chunks: list[str] = []
        size = 0
        for chunk in env.get_template(name).generate():
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_OUTPUT:
                raise too_long()
        return "".join(chunks)
    except jinja2.TemplateSyntaxError as error:
        place = Place(file=error.filename or name, line=error.lineno)
        raise TemplateError(syntax_problem(error.message or "", place)) from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(
            Problem(
                "template.missing_file",
                f"找不到模板文件“{error.name}”。",
                "请核对文件名；只能引用模板文件夹里的文件。",
                _place(error.__traceback__, name),
            )
        ) from error
    except ReporterError as error:
        place = _place(error.__traceback__, name)
        raise TemplateError(
            Problem(p.code, p.what, p.hint, p.where if str(p.where) else place)
            for p in error.problems
        ) from error
    except _UnknownNameError as error:
        raise TemplateError(_unknown(error, env, _place(error.__traceback__, name))) from error
    except Exception as error:
        raise TemplateError(failure(error, _place(error.__traceback__, name))) from error


def _unknown(error: _UnknownNameError, env: Sandbox, place: Place) -> Problem:
    known = error.known or frozenset(env.globals)
    near = difflib.get_close_matches(error.name, sorted(known), n=3, cutoff=0.5)
    hint = f"相近的名称有：{'、'.join(near)}。" if near else "请核对模板手册中的名称。"
    return Problem("template.unknown_name", f"模板中的名称“{error.name}”不存在。", hint, place)


def _place(traceback: TracebackType | None, name: str) -> Place:
    """Find the innermost template line in a traceback (Jinja rewrites it to template lines)."""
    file, line = name, None
    while traceback is not None:
        code_file = traceback.tb_frame.f_code.co_filename
        if code_file.endswith(".j2"):
            file, line = code_file, traceback.tb_lineno
        traceback = traceback.tb_next
    return Place(file=file, line=line)
