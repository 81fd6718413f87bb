// SPDX-License-Identifier: Apache-2.0
// The DLLs of Windows, python.org's CPython and Node.js.
#include <algorithm>
#include <array>
#include <string>

#include "target/libraries.hpp"
#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

// System DLLs that a linker can use, in every Windows, in those for Intel's processors, and since Windows 10:
// data/windows_libraries.toml. CPython 3.13 needs Windows 10 too (3.9 needs 8.1: "Using Python on Windows").
#include "target/windows_libraries.inc"

std::string fold(std::string_view name) {
  const std::string folded = text::lower(name);
  // The loader appends .dll to a name without a dot: LoadLibraryEx documentation.
  return folded.find('.') == std::string::npos ? folded + ".dll" : folded;
}

bool is_system_dll(std::string_view name, bool intel) {
  // The loader itself resolves API sets, which are not files: "Windows API sets", learn.microsoft.com.
  if (name.starts_with("api-ms-win-") || name.starts_with("ext-ms-")) return true;
  const std::string_view stem = text::before(name, ".dll").value_or(name);
  return text::has_word(every_windows, stem) || text::has_word(windows_10, stem) ||
         (intel && text::has_word(intel_windows, stem));
}

// python312.dll, python313t.dll, and the stable ABI's python3.dll and python3t.dll: CPython PC/layout/main.py and
// PC/python3dll.c, PEP 703. Users do not run debug builds (_d).
Provision python_dll(std::string_view name, const std::optional<Python>& python) {
  std::string_view digits = *text::before(*text::after(name, "python"), ".dll");
  const bool free_threaded = digits.ends_with('t');
  if (free_threaded) digits.remove_suffix(1);
  if (!parse_number(digits)) return Provision::unknown;
  if (!python) return Provision::yes;
  const std::string major = std::to_string(python->major);
  const bool same = digits == major || digits == major + std::to_string(python->minor);
  return same && free_threaded == python->free_threaded ? Provision::yes : Provision::no;
}

// node.exe contains the C runtime, so a target with npm's name (win32-x64) need not have the DLL.
bool may_run_python(const Target& target) {
  return target.python || !target.name.starts_with("win32-");
}

// delvewheel 1.13.2 _dll_list.py, ignore_by_abi_platform: beside python.exe since 3.5, the second one since 3.9 and not
// on x86. No Python brings the rest of the Visual C++ runtime (msvcp140, concrt140, vcomp140).
bool comes_with_python(std::string_view name, const Target& target) {
  if (!may_run_python(target)) return false;
  if (name == "vcruntime140.dll") return true;
  const bool old = target.python && target.python->minor < 9;
  return name == "vcruntime140_1.dll" && !old && target.architectures.front() != Architecture::i686;
}

}  // namespace

Provision windows_library(const Target& target, std::string_view library) {
  const std::string name = fold(library);
  if (is_system_dll(name, target.architectures.front() != Architecture::aarch64)) return Provision::yes;
  if (comes_with_python(name, target) || name == "node.exe") return Provision::yes;
  if (name.starts_with("python") && name.ends_with(".dll")) return python_dll(name, target.python);
  return name.starts_with("libpypy") ? Provision::no : Provision::unknown;
}

}  // namespace platlint::target
