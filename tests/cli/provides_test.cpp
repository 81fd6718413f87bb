// SPDX-License-Identifier: Apache-2.0
#include "cli/provides.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "platlint/error.hpp"

using namespace platlint;

namespace {

class ListFile {
 public:
  explicit ListFile(const std::string& text)
      : path_((std::filesystem::temp_directory_path() / "platlint-provides-test.txt").string()) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~ListFile() { std::remove(path_.c_str()); }
  ListFile(const ListFile&) = delete;
  ListFile& operator=(const ListFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

using Libraries = std::vector<std::string>;

std::string refusal(const std::string& word) {
  try {
    cli::provided_libraries(word);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("--provides: the name of a library stands for itself") {
  for (const std::string name : {"libgomp.so.1", "libcrypto.so.1.0.0k", "/usr/lib/libodbc.so.2", "libomp.dylib",
                                 "VCOMP140.DLL", "/Library/Frameworks/X.framework/Versions/A/X", "libgomp.so"}) {
    CAPTURE(name);
    CHECK(cli::provided_libraries(name) == Libraries{name});
  }
  for (const std::string name : {"libgomp1", "tool.exe", "libraries.txt", "so", ""})
    CHECK_FALSE(cli::is_library_name(name));
}

TEST_CASE("--provides: a file lists libraries, one a line") {
  const ListFile list("# apt-get install libgomp1\r\n\n  libgomp.so.1\t# OpenMP\r\nlibodbc.so.2");
  CHECK(cli::provided_libraries(list.path()) == Libraries{"libgomp.so.1", "libodbc.so.2"});
}

TEST_CASE("--provides: what is no name and no list is answered in one line") {
  CHECK(refusal("") == "names no library; say one, such as libgomp.so.1");
  CHECK(refusal(" ") == refusal(""));
  CHECK(
      refusal("libgomp1").starts_with("libgomp1 is no name of a library, such as libgomp.so.1, and no list of them: "));
  CHECK(refusal("libgomp1").find('\n') == std::string::npos);
  const ListFile empty("# nothing\n\n");
  CHECK(refusal(empty.path()) == empty.path() + " names no library: expected one a line, such as libgomp.so.1");
  const ListFile other("libgomp.so.1\nlibgomp1\n");
  CHECK(refusal(other.path()) == other.path() + ":2: libgomp1 is no name of a library, such as libgomp.so.1");
}
