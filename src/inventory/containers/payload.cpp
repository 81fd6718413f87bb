// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/payload.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "inventory/container_kind.hpp"
#include "inventory/containers/dotnet.hpp"
#include "inventory/containers/nuitka.hpp"
#include "inventory/containers/program.hpp"
#include "inventory/containers/pyinstaller.hpp"
#include "inventory/containers/range_stream.hpp"
#include "inventory/containers/script.hpp"
#include "inventory/containers/search.hpp"
#include "inventory/containers/squashfs.hpp"
#include "inventory/containers/unopened.hpp"
#include "inventory/zip_end.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using Found = std::optional<Payload>;

// A payload of one or a few files, each a range of the source.
Payload ranges(const Source& source, std::string_view kind, const std::string& name, const std::vector<Range>& files) {
  return {kind, [&source, name, files](std::uint64_t, const OnMember& found) {
            for (std::size_t i = 0; i < files.size(); ++i) {
              Member member;
              member.name = files.size() == 1 ? name : name + "-" + std::to_string(i + 1);
              member.size = files[i].size;
              found(member, *stream_of(source, files[i]));
            }
          }};
}

// AppImage's specification, "Type 2 image format": magic at 8, and the image of a file system after the program. It is
// squashfs, or a format that this program cannot read (DwarFS, EROFS). For type 1 the whole file is an ISO 9660 image.
Found find_appimage(const Source& source, const Program& program, std::string_view head) {
  const std::string_view magic = head.substr(8, 3);
  if (program.format != Program::Format::elf || !magic.starts_with("AI")) return std::nullopt;
  if (magic == "AI\1") return ranges(source, "an AppImage", "iso9660", {{0, source.size()}});
  if (magic != "AI\2") return std::nullopt;
  if (first_bytes(source, program.overlay, 4) != "hsqs" || !reads_squashfs())
    return Payload{"an AppImage", nullptr, false};
  return Payload{"an AppImage", [&source, image = program.overlay](std::uint64_t most, const OnMember& found) {
                   read_squashfs(*part_of(source, image), most, found);
                 }};
}

// On Linux the archive is a section (`pydata`), or appended; on other systems it is appended. For macOS the headers are
// changed afterwards so that they seem to describe it.
Found find_pyinstaller(const Source& source, const Program& program) {
  const auto section = std::find_if(program.sections.begin(), program.sections.end(),
                                    [](const Program::Section& one) { return one.name == "pydata"; });
  const bool own = section != program.sections.end();
  if (!own && program.overlay.size == 0 && program.format != Program::Format::macho) return std::nullopt;
  const auto cookie = find_pyinstaller_cookie(source, own ? section->range.end() : program.signature);
  if (!cookie) return std::nullopt;
  return Payload{"a PyInstaller program", [&source, cookie](std::uint64_t most, const OnMember& found) {
                   read_pyinstaller(source, *cookie, most, found);
                 }};
}

Found find_nuitka(const Source& source, const Program& program) {
  const std::optional<Range> payload = find_nuitka_payload(source, program);
  if (!payload) return std::nullopt;
  return Payload{"a Nuitka program", [&source, payload](std::uint64_t most, const OnMember& found) {
                   read_nuitka(source, *payload, most, found);
                 }};
}

// The bundle is appended; for macOS see find_pyinstaller().
Found find_dotnet(const Source& source, const Program& program) {
  if (program.overlay.size == 0 && program.format != Program::Format::macho) return std::nullopt;
  const std::optional<std::uint64_t> header = find_dotnet_header(source, program);
  if (!header) return std::nullopt;
  return Payload{"a .NET single-file program", [&source, header](std::uint64_t most, const OnMember& found) {
                   read_dotnet(source, *header, most, found);
                 }};
}

// Does a zip end at the end of the file? Then the reader of zips reads this one, and skips the bytes before it.
Found find_zip(const Source& source, const Program& program) {
  if (program.overlay.size == 0) return std::nullopt;
  try {
    const std::optional<ZipEnd> end = find_zip_end(source);
    if (end && has_directory(source, *end)) return Payload{"a program with a zip archive behind it", nullptr, true};
  } catch (const Unreadable&) {  // it only looks like the end of a zip
  }
  return std::nullopt;
}

// The bytes right after the program and its padding. 7-Zip's installers have a text with settings before the archive.
Found find_appended(const Source& source, const Program& program) {
  constexpr std::size_t window = 65536;
  constexpr std::string_view settings = ";!@Install@!UTF-8!";
  constexpr std::string_view seven_zip = "7z\xbc\xaf\x27\x1c";
  const std::string begin = first_bytes(source, program.overlay, window);
  std::size_t at = std::min(begin.find_first_not_of('\0'), begin.size());
  if (std::string_view(begin).substr(at).starts_with(settings)) at = std::min(begin.find(seven_zip), begin.size());
  const std::string_view rest = std::string_view(begin).substr(at);
  if (!begins_as_container(rest)) return std::nullopt;
  const Range range{program.overlay.offset + at, program.overlay.size - at};
  return ranges(source, "a program with an archive behind it", "payload", {range});
}

Found find_of_script(const Source& source, std::span<const std::byte> head) {
  const std::optional<ScriptPayload> payload = find_script_payload(source, head);
  if (!payload) return std::nullopt;
  return ranges(source, payload->kind, "payload", payload->ranges);
}

}  // namespace

std::optional<Payload> find_payload(const Source& source, std::span<const std::byte> head) {
  if (Found script = find_of_script(source, head)) return script;
  const std::optional<Program> program = read_program(source, head);
  if (!program) return std::nullopt;
  if (Found image = find_appimage(source, *program, text::as_text(head))) return image;
  for (const auto find : {find_pyinstaller, find_nuitka, find_dotnet}) {
    if (Found payload = find(source, *program)) return payload;
  }
  if (const std::optional<std::string_view> kind = find_unopened(source, *program))
    return Payload{*kind, nullptr, false};
  if (Found zip = find_zip(source, *program)) return zip;
  return find_appended(source, *program);
}

}  // namespace platlint
