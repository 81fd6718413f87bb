// SPDX-License-Identifier: Apache-2.0
#include "inspect/inspect.hpp"

#include <algorithm>
#include <exception>

#include "inspect/elf.hpp"
#include "inspect/identify.hpp"
#include "inspect/macho.hpp"
#include "inspect/other.hpp"
#include "inspect/pe.hpp"
#include "inspect/reader.hpp"

namespace platlint {

namespace {

std::vector<Artifact> read(Bytes bytes, const Detail& detail) {
  switch (identify(bytes.first(std::min(bytes.size(), identify_bytes)), bytes.size())) {
    case Content::elf:
      return {inspect_elf(bytes, detail)};
    case Content::macho:
      return {inspect_macho(bytes)};
    case Content::macho_fat:
      return inspect_fat_macho(bytes, false);
    case Content::macho_fat64:
      return inspect_fat_macho(bytes, true);
    case Content::pe:
      return {inspect_pe(bytes)};
    case Content::coff:
      return {inspect_coff(bytes)};
    case Content::wasm:
      return {inspect_wasm(bytes)};
    case Content::ar:
      return {inspect_static_archive(bytes)};
    case Content::empty:
    case Content::text:
    case Content::other:
      return {};
  }
  return {};
}

}  // namespace

Inspection inspect(Bytes bytes, const Detail& detail) {
  try {
    return {read(bytes, detail), std::nullopt};
  } catch (const Broken& broken) {
    return {{}, Damage{broken.kind(), broken.what()}};
  } catch (const std::exception& error) {  // LIEF throws what it did not foresee
    return {{}, Damage{Damage::Kind::unreadable, std::string("the parser failed: ") + error.what()}};
  }
}

}  // namespace platlint
