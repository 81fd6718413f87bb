// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <vector>

#include "inventory/containers/asar.hpp"
#include "inventory/containers/dotnet.hpp"
#include "inventory/containers/nuitka.hpp"
#include "inventory/containers/payload.hpp"
#include "inventory/containers/pyinstaller.hpp"
#include "inventory/containers/squashfs.hpp"
#include "inventory/source.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

namespace {

constexpr std::uint64_t most_members = 1000;
constexpr std::uint64_t most_bytes = std::uint64_t{16} << 20;  // the most bytes of all members together

// Reads its input until it is enough.
class Reader {
 public:
  void operator()(const Member& member, Stream& stream) {
    require(++members_ <= most_members, "no more members than are allowed");
    std::uint64_t size = 0;
    std::vector<std::byte> piece(65536);
    for (std::size_t got = piece.size(); got == piece.size();) {
      if (bytes_ > most_bytes) return;
      got = stream.read(piece);
      require(got <= piece.size(), "a stream fills what it is given");
      size += got;
      bytes_ += got;
    }
    require(!member.size || member.kind != Member::Kind::file || size == *member.size, "a file is as long as was said");
  }

 private:
  std::uint64_t members_ = 0;
  std::uint64_t bytes_ = 0;
};

void read_one(unsigned kind, const Source& source, Input bytes, const OnMember& found) {
  switch (kind) {
    case 0:
      return read_asar(source, most_members, found);
    case 1:
      if (const auto cookie = find_pyinstaller_cookie(source, source.size()))
        read_pyinstaller(source, *cookie, most_members, found);
      return;
    case 2:
      return read_nuitka(source, {0, source.size()}, most_members, found);
    case 3:
      return read_dotnet(source, 0, most_members, found);
    case 4:
      return read_squashfs(source, most_members, found);
    default:
      if (const auto payload = find_payload(source, bytes.first(std::min<std::size_t>(bytes.size(), 4096)))) {
        if (payload->read) payload->read(most_members, found);
      }
  }
}

}  // namespace

void read_containers(Input input) {
  if (input.empty()) return;
  const Input bytes = input.subspan(1);
  Buffer buffer{std::unique_ptr<std::byte[]>(new std::byte[bytes.size()]), bytes.size()};
  std::copy(bytes.begin(), bytes.end(), buffer.data.get());
  const std::unique_ptr<Source> source = memory_source(std::move(buffer));
  Reader reader;
  try {
    read_one(std::to_integer<unsigned>(input[0]) % 6, *source, bytes,
             [&](const Member& member, Stream& stream) { reader(member, stream); });
  } catch (const Unreadable&) {
  }
}

}  // namespace platlint::fuzz
