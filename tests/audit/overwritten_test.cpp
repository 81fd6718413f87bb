// SPDX-License-Identifier: Apache-2.0
#include "audit/overwritten.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace platlint;

namespace {

void tell(Examined& examined, const std::string& path) {
  Entry entry;
  entry.path = path;
  examined.entries.push_back(std::move(entry));
  examined.metadata.emplace_back(path, "text");
}

}  // namespace

TEST_CASE("what comes before a member of its name is taken away, with what lies in it") {
  Examined examined;
  for (const char* const path : {"a.tar!/x.zip!/y", "a.tar!/x.zip", "a.tar!/x", "a.tar!/x.zipped"})
    tell(examined, path);
  Overwritten overwritten;
  overwritten.add("a.tar!/x.zip", examined);
  tell(examined, "a.tar!/x.zip!/z");
  tell(examined, "a.tar!/x.zip");
  tell(examined, "a.tar");
  overwritten.remove_from(examined);
  std::string left;
  for (const Entry& entry : examined.entries) left += entry.path + ' ';
  CHECK(left == "a.tar!/x a.tar!/x.zipped a.tar!/x.zip!/z a.tar!/x.zip a.tar ");
  CHECK(examined.metadata.size() == 5);
}
