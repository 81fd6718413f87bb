// SPDX-License-Identifier: Apache-2.0
#include "inspect/inspect.hpp"

#include <exception>
#include <new>

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
      return {inspect_macho(image)};
    case Content::macho_fat:
      return inspect_fat_macho(image, false);
    case Content::macho_fat64:
      return inspect_fat_macho(image, true);
    case Content::pe:
      return {inspect_pe(image)};
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

}  // namespace

Inspection inspect(Bytes bytes, const Detail& detail) {
  return inspect(MemoryImage(bytes), detail);
}

Inspection inspect(const Image& image, const Detail& detail) {
  try {
    return {read(image, detail), std::nullopt};
  } catch (const Broken& broken) {
    return {{}, Damage{broken.kind(), broken.what()}};
  } catch (const std::bad_alloc&) {
    return {{}, Damage{Damage::Kind::unreadable, "reading it takes more memory than is allowed"}};
  } catch (const std::exception& error) {  // LIEF throws what it did not foresee
    return {{}, Damage{Damage::Kind::unreadable, std::string("the parser failed: ") + error.what()}};
  }
}

}  // namespace platlint
