// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/asar.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/range_stream.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t fixed_size = 16;  // two pickles: the size of the second; its own size, and that of the text
constexpr std::uint64_t most_header = std::uint64_t{64} << 20;
constexpr std::size_t most_path = 4096;  // as on Linux; it also limits the depth of directories

struct Header {
  std::uint64_t size = 0;  // of the second pickle
  std::uint64_t text = 0;  // of the JSON in it
};

std::optional<Header> header_of(std::span<const std::byte> head) {
  if (head.size() < fixed_size) return std::nullopt;
  Fields fields(head, Fields::Order::little);
  const std::uint64_t first = fields.u32();
  const std::uint64_t size = fields.u32();
  const std::uint64_t payload = fields.u32();
  const std::uint64_t text = fields.u32();
  const std::uint64_t padded = (text + 3) / 4 * 4;
  if (first != 4 || size != payload + 4 || payload != padded + 4 || text == 0) return std::nullopt;
  return Header{size, text};
}

// The values of one JSON object.
struct Node {
  std::size_t path = 0;  // the length of the part of the path that belongs to its directory
  bool directory = false;
  bool unpacked = false;
  bool executable = false;
  std::optional<std::uint64_t> size{};
  std::optional<std::uint64_t> offset{};
  std::optional<std::string> link{};
};

// The text of a link in an asar is a path from the archive's root. Elsewhere it is a path from the link's directory.
std::string from_its_directory(std::string_view path, const std::string& link) {
  std::string up;
  if (link.starts_with('/')) return link;
  for (const char c : path) {
    if (c == '/') up += "../";
  }
  return up + link;
}

// Objects alternate between an entry and the `files` of a directory. Other values of an entry (`integrity`) are
// ignored. If a hook returns false, the parse ends. The library prescribes the hooks' names.
class HeaderReader final : public Json::json_sax_t {
 public:
  HeaderReader(const Source& source, std::uint64_t base, std::uint64_t most, const OnMember& found)
      : source_(source), base_(base), most_(most), found_(found) {}

  bool null() override { return expected(); }
  bool number_float(number_float_t, const string_t&) override { return expected(); }
  bool binary(binary_t&) override { return expected(); }
  bool number_integer(number_integer_t) override { return expected(); }
  bool number_unsigned(number_unsigned_t value) override {
    if (in_entry() && key_ == "size") nodes_.back().size = value;
    return expected();
  }
  bool boolean(bool value) override {
    if (in_entry() && key_ == "unpacked") nodes_.back().unpacked = value;
    if (in_entry() && key_ == "executable") nodes_.back().executable = value;
    return expected();
  }
  bool string(string_t& value) override {
    if (in_entry() && key_ == "link") nodes_.back().link = value;
    if (in_entry() && key_ == "offset") nodes_.back().offset = decimal(value);
    return expected();
  }
  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool start_object(std::size_t) override {
    if (ignored_ > 0 || (in_entry() && key_ != "files")) {
      ++ignored_;
    } else if (in_entry()) {
      nodes_.back().directory = true;
      in_files_ = true;
    } else {
      enter();
    }
    return true;
  }
  bool end_object() override {
    if (ignored_ > 0) {
      --ignored_;
    } else if (in_files_) {
      in_files_ = false;
    } else {
      leave();
    }
    return true;
  }
  bool start_array(std::size_t) override { return expected() && ++ignored_ > 0; }
  bool end_array() override {
    --ignored_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  // Gives the links when all files are known. If a file lies unpacked beside the archive, it is judged there, and so is
  // a link to it.
  void give_links() const {
    for (const auto& [member, target] : links_)
      if (!unpacked_.contains(target)) found_(member, *stream_of(source_, {0, 0}));
  }

 private:
  static std::optional<std::uint64_t> decimal(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
  }

  bool inside() const { return !nodes_.empty(); }
  bool expected() const { return in_entry() || ignored_ > 0; }
  bool in_entry() const { return inside() && !in_files_ && ignored_ == 0; }

  void enter() {
    nodes_.push_back({.path = path_.size()});
    if (nodes_.size() > 1) {
      if (nodes_.size() > 2) path_ += '/';
      path_ += key_;
    }
    if (path_.size() > most_path) throw damaged("a path of more than 4096 bytes");
    in_files_ = false;
  }

  void leave() {
    const Node node = std::move(nodes_.back());
    nodes_.pop_back();
    if (nodes_.empty() && !node.directory) throw damaged("its header has no files");
    if (!node.directory) give(node);
    path_.resize(node.path);
    in_files_ = !nodes_.empty();
  }

  void give(const Node& node) {
    if (++count_ > most_) throw over_limit(most_, "entries");
    Member member;
    member.name = path_;
    member.size = node.size;
    member.mode = node.executable ? 0755 : 0644;
    if (node.link) {
      member.kind = Member::Kind::link;
      member.link = from_its_directory(path_, *node.link);
      links_.emplace_back(std::move(member), *node.link);
    } else if (node.unpacked) {
      unpacked_.insert(path_);
    } else {
      found_(member, *stream_of(source_, range_of(node)));
    }
  }

  Range range_of(const Node& node) const {
    if (!node.size || !node.offset) throw damaged(path_ + ": its size or its offset is missing");
    if (*node.offset > source_.size()) throw damaged(path_ + ": it lies behind the archive's end");
    return {base_ + *node.offset, *node.size};
  }

  const Source& source_;
  std::uint64_t base_;
  std::uint64_t most_;
  const OnMember& found_;
  std::uint64_t count_ = 0;
  std::vector<std::pair<Member, std::string>> links_;  // and the destination of each, from the archive's root
  std::set<std::string> unpacked_;
  std::vector<Node> nodes_;
  bool in_files_ = false;      // of the last node
  std::uint64_t ignored_ = 0;  // the depth in objects and arrays that say nothing of files
  std::string path_;
  std::string key_;
};

}  // namespace

bool is_asar(std::span<const std::byte> head) {
  return header_of(head) && head.size() > fixed_size && head[fixed_size] == std::byte{'{'};
}

void read_asar(const Source& source, std::uint64_t most_members, const OnMember& found) {
  if (!holds(source, {0, fixed_size})) throw damaged("its header ends too early");
  const std::optional<Header> header = header_of(read_range(source, 0, fixed_size).bytes());
  if (!header) throw damaged("its header is none of an asar archive");
  if (header->text > most_header) throw over_limit(most_header, "bytes in the archive's header");
  require_range(source, {8, header->size});
  const Buffer text = read_range(source, fixed_size, header->text);
  HeaderReader reader(source, 8 + header->size, most_members, found);
  const std::string_view json = text::as_text(text.bytes());
  if (!Json::sax_parse(json.begin(), json.end(), &reader)) throw damaged("its header is no valid JSON");
  reader.give_links();
}

}  // namespace platlint
