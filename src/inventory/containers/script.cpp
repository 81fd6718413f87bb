// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/script.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "inventory/container_kind.hpp"
#include "inventory/containers/search.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// Miniconda's script has 20 KB; constructor adds a licence of any length.
constexpr std::size_t most_script = std::size_t{1} << 20;

// The number at `at`, and the number of characters that it takes.
std::optional<std::uint64_t> number_at(std::string_view text, std::size_t& at) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + std::min(at, text.size()), end, value);
  if (error != std::errc()) return std::nullopt;
  at = static_cast<std::size_t>(stop - text.data());
  return value;
}

// The number right after the first occurrence of a text.
std::optional<std::uint64_t> number_after(std::string_view text, std::string_view before) {
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return std::nullopt;
  std::size_t at = found + before.size();
  return number_at(text, at);
}

// The start of the line after this many lines.
std::optional<std::uint64_t> place_of_line(std::string_view text, std::uint64_t lines) {
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < lines; ++i) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
  }
  return at;
}

// makeself-header.sh: `skip="716"`, and before version 2.4 `offset=`head -n 587 "$0" | …`. `filesizes` has the size of
// each archive in it.
std::optional<ScriptPayload> read_makeself(const Source& source, std::string_view text) {
  if (text.substr(0, 4096).find("akeself") == std::string_view::npos) return std::nullopt;
  std::optional<std::uint64_t> lines = number_after(text, "\nskip=\"");
  if (!lines) lines = number_after(text, "offset=`head -n ");
  if (!lines) return std::nullopt;
  const std::optional<std::uint64_t> start = place_of_line(text, *lines);
  if (!start) return std::nullopt;
  ScriptPayload payload{"a makeself archive", {}};
  std::uint64_t left = source.size() - std::min(*start, source.size());
  constexpr std::string_view sizes = "\nfilesizes=\"";
  std::size_t at = text.find(sizes);
  for (at += at == std::string_view::npos ? 0 : sizes.size(); at < text.size(); ++at) {
    const std::optional<std::uint64_t> size = number_at(text, at);
    if (!size) break;
    payload.ranges.push_back({source.size() - left, *size});
    left -= std::min(left, *size);
    if (at >= text.size() || text[at] != ' ') break;
  }
  if (payload.ranges.empty()) payload.ranges.push_back({*start, left});
  return payload;
}

// constructor's header.sh: `boundary1=$(( boundary0 + 35460016 ))` and so on, after the line @@END_HEADER@@.
std::optional<ScriptPayload> read_constructor(std::string_view text) {
  constexpr std::string_view end_mark = "\n@@END_HEADER@@\n";
  const std::size_t end = text.find(end_mark);
  if (end == std::string_view::npos) return std::nullopt;
  ScriptPayload payload{"an installer that conda's constructor made", {}};
  std::uint64_t place = end + end_mark.size();
  for (int i = 1; i < 10; ++i) {
    const std::string before = "\nboundary" + std::to_string(i) + "=$(( boundary" + std::to_string(i - 1) + " + ";
    const std::optional<std::uint64_t> size = number_after(text.substr(0, end), before);
    if (!size || *size > UINT64_MAX - place) break;
    if (*size > 0) payload.ranges.push_back({place, *size});
    place += *size;
  }
  return payload.ranges.empty() ? std::nullopt : std::optional(payload);
}

// The first line that begins like an archive. Zips are found elsewhere, by their end.
std::optional<ScriptPayload> read_other(const Source& source, std::string_view text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;) {
    ++at;
    if (!begins_as_binary(text.substr(at, 512))) continue;
    return ScriptPayload{"a script with an archive behind it", {{at, source.size() - at}}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ScriptPayload> find_script_payload(const Source& source, std::span<const std::byte> head) {
  if (!text::as_text(head).starts_with("#!")) return std::nullopt;
  const std::string script = first_bytes(source, {0, source.size()}, most_script);
  std::optional<ScriptPayload> payload = read_makeself(source, script);
  if (!payload) payload = read_constructor(script);
  return payload ? payload : read_other(source, script);
}

}  // namespace platlint
