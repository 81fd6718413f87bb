// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/nuitka.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/search.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t magic_size = 3;
constexpr std::string_view zstd_magic("\x28\xb5\x2f\xfd", 4);  // RFC 8878, 3.1.1
constexpr std::size_t most_name = 1024;                        // readPayloadFilename()
// The payload is nearly all of a one-file program, so it lies in the program's largest part. Only a little lies before
// it: the few constants of the bootstrap (0.1 MB on Linux), or the icons among a Windows program's resources.
constexpr std::size_t search_window = std::size_t{4} << 20;
constexpr int most_tries = 100;  // places where the first letters match

constexpr std::uint64_t is_executable = 1;  // flags of a file
constexpr std::uint64_t is_link = 2;

// The layout of a payload. The program that reads the payload knows it, but the payload does not state it.
struct Shape {
  bool wide = false;      // names are UTF-16, and there are no flags: Windows
  bool checked = false;   // a CRC-32 after each size: the files are kept from one start to the next
  bool separate = false;  // each file is a zstd frame of its own, after its packed size
  bool packed = false;    // all of it is one zstd frame
};

struct Head {
  std::string name;  // empty: the payload ends here
  std::uint64_t flags = 0;
  std::uint64_t size = 0;
  std::uint64_t packed_size = 0;
};

std::uint64_t read_number(Stream& stream, std::size_t size) {
  std::array<std::byte, 8> bytes{};
  stream.read_exactly(std::span(bytes).first(size));
  return Fields(bytes, Fields::Order::little).number(size);
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | code >> 6);
    add(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    add(0xe0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  } else {
    add(0xf0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3f));
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  }
}

// A surrogate without a partner stays as it is.
std::string read_name(Stream& stream, bool wide) {
  std::string name;
  std::uint32_t high = 0;
  for (std::size_t count = 0;; ++count) {
    if (count == most_name) throw damaged("a name of more than 1024 characters");
    const std::uint32_t unit = static_cast<std::uint32_t>(read_number(stream, wide ? 2 : 1));
    if (high != 0 && (unit & 0xfc00) == 0xdc00) {
      append_utf8(name, 0x10000 + ((high & 0x3ff) << 10 | (unit & 0x3ff)));
      high = 0;
      continue;
    }
    if (high != 0) append_utf8(name, high);
    high = wide && (unit & 0xfc00) == 0xd800 ? unit : 0;
    if (unit == 0) return name;
    if (high != 0) continue;
    if (wide) {
      append_utf8(name, unit == '\\' ? '/' : unit);
    } else {
      name += static_cast<char>(unit);
    }
  }
}

Head read_head(Stream& stream, const Shape& shape) {
  Head head{.name = read_name(stream, shape.wide)};
  if (head.name.empty()) return head;
  if (!shape.wide) head.flags = read_number(stream, 1);
  if ((head.flags & is_link) != 0) return head;
  head.size = read_number(stream, 8);
  if (shape.checked) read_number(stream, 4);
  head.packed_size = shape.separate ? read_number(stream, 4) : head.size;
  return head;
}

void skip(Stream& stream, std::uint64_t count) {
  std::array<std::byte, 65536> room{};
  while (count > 0) {
    const std::size_t step = static_cast<std::size_t>(std::min<std::uint64_t>(count, room.size()));
    stream.read_exactly(std::span(room).first(step));
    count -= step;
  }
}

Range contents(Range payload) {
  return {payload.offset + magic_size, payload.size - magic_size};
}

// The whole payload in order, unpacked if it is one frame.
std::unique_ptr<Stream> open(const Source& source, Range payload, const Shape& shape) {
  const Range range = contents(payload);
  return shape.packed ? unpacked_zstd(source, range) : stream_of(source, range);
}

bool is_text(std::string_view name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) { return c > 0 && c < ' '; });
}

bool begins_natively(std::string_view bytes) {
  constexpr std::array<std::string_view, 4> magics = {"\177ELF", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "MZ"};
  return std::any_of(magics.begin(), magics.end(), [&](std::string_view magic) { return bytes.starts_with(magic); });
}

// The first file is the program itself, or at least one of its libraries. If the shape is wrong, its first bytes are
// the checksum, or are cut off.
bool may_be(const Source& source, Range payload, const Shape& shape) {
  try {
    const std::unique_ptr<Stream> stream = open(source, payload, shape);
    const Head head = read_head(*stream, shape);
    if (!is_text(head.name) || head.flags > 3) return false;
    if ((head.flags & is_link) != 0) return is_text(read_name(*stream, shape.wide));
    if (shape.separate && head.packed_size > payload.size) return false;
    if (!shape.packed && !shape.separate && head.size > payload.size) return false;
    std::string begin(4, '\0');
    stream->read_exactly(std::as_writable_bytes(std::span(begin)));
    return shape.separate ? begin == zstd_magic : begins_natively(begin);
  } catch (const Unreadable&) {
    return false;
  }
}

std::optional<Shape> shape_of(const Source& source, Range payload) {
  const std::string begin = first_bytes(source, payload, magic_size + zstd_magic.size());
  if (begin.size() < magic_size + zstd_magic.size() || !begin.starts_with("KA")) return std::nullopt;
  const char kind = begin[2];
  if (kind != 'X' && kind != 'Y') return std::nullopt;
  Shape shape{.packed = kind == 'Y' && begin.ends_with(zstd_magic)};
  shape.separate = kind == 'Y' && !shape.packed;
  for (const bool wide : {false, true}) {
    for (const bool checked : {false, true}) {
      shape.wide = wide;
      shape.checked = checked;
      if (may_be(source, payload, shape)) return shape;
    }
  }
  return std::nullopt;
}

// Four bytes of magic and the first letters are enough to recognise even a damaged one.
bool is_payload(const Source& source, Range payload) {
  const std::string begin = first_bytes(source, payload, magic_size + zstd_magic.size());
  return (begin.starts_with("KAY") && begin.ends_with(zstd_magic)) || shape_of(source, payload);
}

// The next `size` bytes of another stream, which must hold them.
class Part : public Stream {
 public:
  Part(Stream& all, std::uint64_t size) : all_(all), left_(size) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_));
    all_.read_exactly(into.first(count));
    left_ -= count;
    return count;
  }
  std::uint64_t left() const { return left_; }

 private:
  Stream& all_;
  std::uint64_t left_;
};

// All of another stream, which must hold `size` bytes.
class Sized : public Stream {
 public:
  Sized(Stream& all, std::uint64_t size) : all_(all), part_(all, size) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t count = part_.read(into);
    if (count < into.size()) all_.end();
    return count;
  }

 private:
  Stream& all_;
  Part part_;
};

// Counts the bytes that were read.
class Counted : public Stream {
 public:
  explicit Counted(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t count = stream_->read(into);
    count_ += count;
    return count;
  }
  std::uint64_t count() const { return count_; }

 private:
  std::unique_ptr<Stream> stream_;
  std::uint64_t count_ = 0;
};

class Reader {
 public:
  Reader(const Source& source, Range payload, const Shape& shape, std::uint64_t most, const OnMember& found)
      : source_(source), payload_(payload), shape_(shape), most_(most), found_(found) {}

  void read() const {
    Counted stream(open(source_, payload_, shape_));
    for (std::uint64_t count = 0;; ++count) {
      const Head head = read_head(stream, shape_);
      if (head.name.empty()) return;
      if (count == most_) throw over_limit(most_, "entries");
      Member member;
      member.name = head.name;
      if ((head.flags & is_link) != 0) {
        member.kind = Member::Kind::link;
        member.link = read_name(stream, shape_.wide);
        found_(member, *stream_of(source_, {}));
      } else {
        give_file(stream, head, member);
      }
    }
  }

 private:
  void give_file(Counted& stream, const Head& head, Member& member) const {
    if (!shape_.packed && head.packed_size > contents(payload_).size - stream.count())
      throw damaged(head.name + ": it lies behind the archive's end");
    member.size = head.size;
    if (!shape_.wide) member.mode = (head.flags & is_executable) != 0 ? 0755 : 0644;
    if (shape_.separate) {
      const std::unique_ptr<Stream> frame =
          unpacked_zstd(source_, {contents(payload_).offset + stream.count(), head.packed_size});
      Sized bytes(*frame, head.size);
      found_(member, bytes);
      skip(stream, head.packed_size);
    } else {
      Part bytes(stream, head.size);
      found_(member, bytes);
      skip(stream, bytes.left());
    }
  }

  const Source& source_;
  Range payload_;
  Shape shape_;
  std::uint64_t most_;
  const OnMember& found_;
};

// After the program: the file ends with the size of the payload, in eight bytes.
std::optional<Range> find_behind(const Source& source, const Program& program) {
  if (program.overlay.size < magic_size + 8) return std::nullopt;
  const std::uint64_t end = program.overlay.end() - 8;
  const Buffer buffer = read_range(source, end, 8);
  const std::uint64_t size = Fields(buffer.bytes(), Fields::Order::little).u64();
  if (size > program.overlay.size - 8 || size < magic_size) return std::nullopt;
  const Range payload{end - size, size};
  return is_payload(source, payload) ? std::optional(payload) : std::nullopt;
}

// The first place in these ranges that looks like a payload.
std::optional<Range> find_within(const Source& source, Range data) {
  const std::string window = first_bytes(source, data, search_window);
  int tries = 0;
  for (std::size_t at = 0; (at = window.find("KA", at)) != std::string::npos; ++at) {
    const char kind = at + 2 < window.size() ? window[at + 2] : '\0';
    if (kind != 'X' && kind != 'Y') continue;
    const Range payload{data.offset + at, data.size - at};
    if (is_payload(source, payload)) return payload;
    if (++tries == most_tries) break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Range> find_nuitka_payload(const Source& source, const Program& program) {
  if (const std::optional<Range> payload = find_behind(source, program)) return payload;
  const auto data = std::max_element(
      program.sections.begin(), program.sections.end(),
      [](const auto& a, const auto& b) { return (a.executed ? 0 : a.range.size) < (b.executed ? 0 : b.range.size); });
  if (data == program.sections.end() || data->executed) return std::nullopt;
  return find_within(source, data->range);
}

void read_nuitka(const Source& source, Range payload, std::uint64_t most_members, const OnMember& found) {
  require_range(source, payload);
  const std::optional<Shape> shape = shape_of(source, payload);
  if (!shape) throw damaged("it is none of the payloads that Nuitka makes");
  Reader(source, payload, *shape, most_members, found).read();
}

}  // namespace platlint
