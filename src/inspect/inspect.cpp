// SPDX-License-Identifier: Apache-2.0
#include "inspect/inspect.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <numeric>

#include "inspect/elf.hpp"
#include "inspect/identify.hpp"
#include "inspect/macho.hpp"
#include "inspect/other.hpp"
#include "inspect/pe.hpp"
#include "inspect/reader.hpp"

namespace platlint {

namespace {

std::vector<Artifact> read(const Image& image, const Detail& detail) {
  switch (identify(image)) {
    case Content::elf:
      return {inspect_elf(image, detail)};
    case Content::macho:
      return {inspect_macho(image, detail)};
    case Content::macho_fat:
      return inspect_fat_macho(image, false, detail);
    case Content::macho_fat64:
      return inspect_fat_macho(image, true, detail);
    case Content::pe:
      return {inspect_pe(image, detail)};
    case Content::coff:
      return {inspect_coff(image)};
    case Content::wasm:
      return {inspect_wasm(image)};
    case Content::ar:
      return {inspect_static_archive(image)};
    case Content::empty:
    case Content::other:
      return {};
  }
  return {};
}

std::uint64_t cost_of_all(const std::vector<std::string>& names) {
  return std::accumulate(names.begin(), names.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const std::string& name) { return sum + cost_of(name); });
}

std::uint64_t cost_of_names(const Artifact& artifact) {
  std::uint64_t cost = cost_of(artifact.identity) + cost_of(artifact.interpreter);
  for (const Library& library : artifact.libraries) cost += cost_of(library.name);
  for (const VersionNeed& need : artifact.version_needs)
    cost += cost_of(need.library) + cost_of(need.name) + cost_of_all(need.symbols);
  return cost + cost_of_all(artifact.versions) + cost_of_all(artifact.rpath) + cost_of_all(artifact.runpath);
}

std::vector<Artifact> with_few_names(std::vector<Artifact> artifacts, const Image& image) {
  std::uint64_t cost = 0;
  for (const Artifact& artifact : artifacts) cost += cost_of_names(artifact);
  if (cost > most_names(image)) throw too_many_names(image);
  return artifacts;
}

}  // namespace

std::uint64_t most_names(const Image& image) {
  return std::clamp<std::uint64_t>(image.size(), 4096, 4 << 20);
}

Inspection inspect(Bytes bytes, const Detail& detail) {
  return inspect(MemoryImage(bytes), detail);
}

Inspection inspect(const Image& image, const Detail& detail) {
  try {
    return {with_few_names(read(image, detail), image), std::nullopt};
  } catch (const Broken& broken) {
    return {{}, Damage{broken.kind(), broken.what()}};
  } catch (const std::bad_alloc&) {
    return {{}, Damage{Damage::Kind::unreadable, "reading it takes more memory than is allowed"}};
  } catch (const std::exception& error) {  // LIEF throws this if it meets a case it does not handle
    return {{}, Damage{Damage::Kind::unreadable, std::string("the parser failed: ") + error.what()}};
  }
}

}  // namespace platlint
