// SPDX-License-Identifier: Apache-2.0
#include "inventory/archive_input.hpp"

#include <doctest/doctest.h>

#include <string>

#include "inventory/containers/made.hpp"
#include "text/words.hpp"

using namespace platlint;

namespace {

constexpr std::uint64_t size = 200'000;

std::string numbered() {
  std::string bytes;
  while (bytes.size() < size) bytes += std::to_string(bytes.size()) + ' ';
  bytes.resize(size);
  return bytes;
}

std::string take(ArchiveInput& input) {
  return std::string(text::as_text(input.take()));
}

}  // namespace

TEST_CASE("what libarchive did not use is there again, of a file and of a stream") {
  const std::string bytes = numbered();
  const auto source = made::source(bytes);
  const auto stream = stream_of(*source, {0, size});
  ArchiveInput of_source(*source);
  ArchiveInput of_stream(*stream);
  for (ArchiveInput* const input : {&of_source, &of_stream}) {
    const std::string first = take(*input);
    REQUIRE(first.size() > 1000);
    CHECK(input->place() == first.size());
    input->go_to(first.size() - 700);
    CHECK(text::as_text(input->peek(512)).substr(0, 512) == bytes.substr(first.size() - 700, 512));
    CHECK(text::as_text(input->peek(5000)).substr(0, 5000) == bytes.substr(first.size() - 700, 5000));
    std::string rest;
    for (std::string piece = take(*input); !piece.empty(); piece = take(*input)) rest += piece;
    CHECK(rest == bytes.substr(first.size() - 700));
    CHECK(input->place() == size);
    CHECK(input->peek(1).empty());
  }
}

TEST_CASE("a file is gone through to and fro, a stream only within what was taken last") {
  const std::string bytes = numbered();
  const auto source = made::source(bytes);
  ArchiveInput of_source(*source);
  of_source.take();
  of_source.take();
  of_source.go_to(3);
  CHECK(text::as_text(of_source.peek(4)).substr(0, 4) == bytes.substr(3, 4));
  of_source.go_to(size - 3);
  CHECK(take(of_source) == bytes.substr(size - 3));
  const auto stream = stream_of(*source, {0, size});
  ArchiveInput of_stream(*stream);
  const std::size_t first = of_stream.take().size();
  of_stream.take();
  of_stream.go_to(3);
  CHECK(of_stream.place() == first);
}
