// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "report/formats.hpp"
#include "report/html/data.hpp"
#include "report/html/tree.hpp"

using namespace platlint;

namespace {

Entry entry(const std::string& path, std::uint64_t size) {
  Entry made;
  made.path = path;
  made.size = size;
  return made;
}

Bundle bundle(const std::vector<Entry>& entries) {
  Bundle made;
  made.root = "b";
  made.entries = entries;
  return made;
}

std::uint64_t bytes(const std::vector<Entry>& entries) {
  const Bundle made = bundle(entries);
  return html::bytes(made, html::tree(made));
}

std::string page_of(const std::string& path) {
  Survey survey;
  survey.bundles = {bundle({entry(path, 1)})};
  survey.bundles[0].root = path;
  survey.ownership.resize(1);
  survey.ownership[0].owner.resize(1);
  survey.requirements.resize(1);
  std::ostringstream out;
  write_html(out, survey, {});
  return out.str();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("each entry lies in a directory, and each directory in one before it") {
  const html::Tree tree = html::tree(bundle({entry("a/b/c", 1), entry("a/d", 2), entry("e", 3)}));
  REQUIRE(tree.directories.size() == 3);
  CHECK(tree.directories[1].name == "a");
  CHECK(tree.directories[2].name == "b");
  CHECK(tree.directories[2].parent == 1);
  CHECK(tree.parents == std::vector<std::size_t>{2, 1, 0});
  CHECK(tree.names == std::vector<std::string>{"c", "d", "e"});
}

TEST_CASE("the bytes of a bundle are those of its files") {
  CHECK(bytes({}) == 0);
  CHECK(bytes({entry("a/b", 1), entry("a/c", 2), entry("d", 3)}) == 6);
}

TEST_CASE("members are in the bytes of their archive") {
  CHECK(bytes({entry("a.zip", 10), entry("a.zip!/x", 100), entry("y", 1)}) == 11);
  CHECK(bytes({entry("a.zip", 10), entry("a.zip!/b.zip", 50), entry("a.zip!/b.zip!/d/x", 100)}) == 10);
  CHECK(bytes({entry("a.zip!/b.zip", 50), entry("a.zip!/b.zip!/x", 100)}) == 50);  // the outer one was unwrapped
  CHECK(bytes({entry("a!/x", 100)}) == 100);                                       // a directory of that name
  const html::Tree tree = html::tree(bundle({entry("a.zip", 10), entry("a.zip!/x", 100)}));
  CHECK(tree.directories[1].name == "a.zip");
  CHECK(tree.directories[1].entry == std::size_t{0});
}

TEST_CASE("sizes that lie do not wrap around") {
  constexpr std::uint64_t most = ~std::uint64_t{0};
  CHECK(bytes({entry("a", most), entry("b", most)}) == most);
}

TEST_CASE("a path costs no more than its length") {
  std::string path;
  for (int i = 0; i < 5000; ++i) path += "a/";
  const html::Tree tree = html::tree(bundle({entry(path + "x", 1)}));
  CHECK(tree.directories.size() == 65);
  CHECK(tree.names[0].size() == path.size() + 1 - 128);
}

TEST_CASE("text is escaped where it is markup") {
  CHECK(html::escaped("<b title=\"x\" id='y'>&amp;") == "&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  CHECK(html::in_script(Json("</script><!--&\xE2\x80\xA8")) == R"("\u003c/script\u003e\u003c!--\u0026\u2028")");
}

TEST_CASE("no name ends the block of data, or begins another element") {
  const std::string plain = page_of("x.so");
  for (const std::string name : {"</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>",
                                 "{{script}}", "\x1b\xff"}) {
    CAPTURE(name);
    const std::string page = page_of(name);
    for (const char* const part : {"<script", "</script", "<!--", "<img"})
      CHECK(count(page, part) == count(plain, part));
  }
  CHECK(count(plain, "<script") == 2);
}
