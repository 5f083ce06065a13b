"""The cell in which files of strangers are parsed: little memory, little time, no network, no new files, no programs.

Two fences: resource limits everywhere, and on Linux a seccomp filter that refuses the system calls a parser never
needs. Where the filter cannot be loaded (another system, another processor) the limits still hold.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import struct
import sys

_SECCOMP_MODE_FILTER = 2
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_X32 = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# Numbers of the calls refused: sockets; new programs and processes; signals to and looks into others; every change of
# the file tree; kernel interfaces with a history of escapes. The second table is that of all newer architectures.
_X86 = (
    "41 42 43 44 46 49 50 53 288 299 307|56 57 58 59 322 435|62 200 234 101 310 311 424 434 438|"
    "76 77 82 83 84 85 86 87 88 90 91 92 94 132 133 188 189 190 235 258 259 260 261 263 264 265 266 268 280 316|"
    "161 165 166 155 246 248 249 250 272 298 304 308 317 319 321 425 426 427 428 429 430 431 432 433 437 442"
)
_GENERIC = (
    "198 199 200 201 202 203 206 211 242 243 269|220 221 281 435|129 130 131 117 270 271 424 434 438|"
    "5 6 7 33 34 35 36 37 38 45 46 52 53 54 55 88 276|"
    "39 40 41 51 97 104 217 218 219 241 265 268 277 279 280 425 426 427 428 429 430 431 432 433 437 442"
)
_MACHINES: dict[str, tuple[int, str, tuple[tuple[int, int], ...]]] = {
    # Name: audit number, calls refused, calls that open a file with the place of their flags among the arguments.
    "x86_64": (0xC000003E, _X86, ((2, 1), (257, 2))),
    "aarch64": (0xC00000B7, _GENERIC, ((56, 2),)),
    "riscv64": (0xC00000F3, _GENERIC, ((56, 2),)),
    "loongarch64": (0xC0000102, _GENERIC, ((56, 2),)),
}


def enter(*, seconds: int, memory: int) -> bool:
    """Shut this process in for good: ``seconds`` of processor time, ``memory`` bytes of address space.

    Returns whether the system-call filter could be loaded too.
    """
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    return _filter()


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _filter() -> bool:
    machine = _MACHINES.get(os.uname().machine)
    if not sys.platform.startswith("linux") or machine is None:
        return False
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0) == 0)


def _program(audit: int, refused: str, opening: tuple[tuple[int, int], ...]) -> bytes:
    """The filter as Berkeley packets: refused calls fail with EPERM, opening a file is allowed for reading only."""
    calls = [int(number) for number in refused.replace("|", " ").split()]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, audit), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _REFUSE)]
    for call in calls:
        steps += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE)]
    for call, argument in opening:
        steps += [
            (_EQUAL, 0, 4, call),
            (_LOAD, 0, 0, 16 + 8 * argument),
            (_ANY_BIT, 0, 1, _WRITING),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
