// SPDX-License-Identifier: Apache-2.0
// PyPA specifications, "Dependency specifiers", Grammar and Environment markers; pylock.toml for `extras` and
// `dependency_groups`. Values that cannot be compared as versions are compared as texts, as the specification says.
#include "lock/marker.hpp"

#include <array>
#include <optional>

#include "facts/architectures.hpp"
#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

enum class Operand : std::uint8_t { literal, text, version, extra, extras, groups };

struct Side {
  Operand kind = Operand::literal;
  std::string_view text;
  const PythonVersion* version = nullptr;
};

class MarkerReader {
 public:
  MarkerReader(std::string_view text, const MarkerEnvironment& environment)
      : whole_(text), text_(text), environment_(environment) {}

  bool read() {
    const bool result = any(0);
    skip();
    if (!text_.empty()) fail();
    return result;
  }

 private:
  [[noreturn]] void fail() const {
    constexpr std::size_t shown = 80;
    throw Error("a marker is not understood: " + std::string(whole_.substr(0, shown)));
  }

  void skip() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\t' || text_[0] == '\n')) text_.remove_prefix(1);
  }

  bool take(std::string_view word) {
    skip();
    if (!text_.starts_with(word)) return false;
    const bool is_word = text::is_alphanumeric(word.back());
    if (is_word && text_.size() > word.size() && is_name(text_[word.size()])) return false;
    text_.remove_prefix(word.size());
    return true;
  }

  static bool is_name(char c) { return text::is_alphanumeric(c) || c == '_' || c == '.'; }

  bool any(int depth) {
    bool result = all(depth);
    while (take("or")) result = all(depth) || result;
    return result;
  }

  bool all(int depth) {
    bool result = one(depth);
    while (take("and")) result = one(depth) && result;
    return result;
  }

  bool one(int depth) {
    constexpr int most_brackets = 64;
    if (depth > most_brackets) fail();
    if (take("(")) {
      const bool result = any(depth + 1);
      if (!take(")")) fail();
      return result;
    }
    const Side left = side();
    const std::string_view comparison = this->comparison();
    return compares(left, comparison, side());
  }

  Side side() {
    skip();
    if (text_.empty()) fail();
    if (text_[0] == '"' || text_[0] == '\'') {
      const std::size_t end = text_.find(text_[0], 1);
      if (end == std::string_view::npos) fail();
      const std::string_view literal = text_.substr(1, end - 1);
      text_.remove_prefix(end + 1);
      return {Operand::literal, literal, nullptr};
    }
    std::size_t size = 0;
    while (size < text_.size() && is_name(text_[size])) ++size;
    const std::string_view name = text_.substr(0, size);
    text_.remove_prefix(size);
    return variable(name);
  }

  // The names with a dot come from PEP 345, and old metadata has them.
  Side variable(std::string_view name) const {
    const MarkerEnvironment& env = environment_;
    if (name == "python_version") return {Operand::version, {}, &env.python};
    if (name == "python_full_version" || name == "implementation_version")
      return {Operand::version, {}, &env.full_version};
    if (name == "sys_platform" || name == "sys.platform") return {Operand::text, env.sys_platform, nullptr};
    if (name == "os_name" || name == "os.name") return {Operand::text, env.os_name, nullptr};
    if (name == "platform_machine" || name == "platform.machine") return {Operand::text, env.platform_machine, nullptr};
    if (name == "platform_system") return {Operand::text, env.platform_system, nullptr};
    if (name == "platform_release" || name == "platform_version" || name == "platform.version")
      return {Operand::text, "", nullptr};
    if (name == "implementation_name") return {Operand::text, "cpython", nullptr};
    if (name == "platform_python_implementation" || name == "platform.python_implementation" ||
        name == "python_implementation")
      return {Operand::text, "CPython", nullptr};
    if (name == "extra") return {Operand::extra, {}, nullptr};
    if (name == "extras") return {Operand::extras, {}, nullptr};
    if (name == "dependency_groups") return {Operand::groups, {}, nullptr};
    fail();
  }

  std::string_view comparison() {
    constexpr std::array symbols{std::string_view("==="), std::string_view("=="), std::string_view("!="),
                                 std::string_view("~="),  std::string_view("<="), std::string_view(">="),
                                 std::string_view("<"),   std::string_view(">"),  std::string_view("in")};
    for (const std::string_view symbol : symbols) {
      if (take(symbol)) return symbol;
    }
    if (take("not") && take("in")) return "not in";
    fail();
  }

  bool compares(const Side& left, std::string_view comparison, const Side& right) const {
    if (left.kind == Operand::extra || right.kind == Operand::extra) {
      const std::string_view name = left.kind == Operand::extra ? right.text : left.text;
      return has(environment_.extras, name) == (comparison != "!=" && comparison != "not in");
    }
    if (right.kind == Operand::extras || right.kind == Operand::groups) {
      const auto& names = right.kind == Operand::extras ? environment_.extras : environment_.groups;
      return has(names, left.text) == (comparison != "not in");
    }
    if (left.kind == Operand::version && right.kind == Operand::literal)
      return compares_version(*left.version, comparison, right.text);
    if (right.kind == Operand::version && left.kind == Operand::literal)
      return compares_version(*right.version, turned(comparison), left.text);
    return compares_text(left.text, comparison, right.text);
  }

  static bool has(const std::set<std::string, std::less<>>& names, std::string_view name) {
    return names.count("*") != 0 || names.count(text::normalised_name(name)) != 0;
  }

  static std::string_view turned(std::string_view comparison) {
    if (comparison == "<") return ">";
    if (comparison == "<=") return ">=";
    if (comparison == ">") return "<";
    if (comparison == ">=") return "<=";
    return comparison;
  }

  // Everybody who writes "python_version in '3.8 3.9'" means a list.
  bool compares_version(const PythonVersion& version, std::string_view comparison, std::string_view wanted) const {
    if (comparison == "in" || comparison == "not in") {
      bool found = false;
      for (std::size_t at = 0; at < wanted.size();) {
        const std::size_t end = std::min(wanted.find_first_of(" ,|", at), wanted.size());
        found = found || (end != at && holds(version, "==", wanted.substr(at, end - at)).value_or(false));
        at = end + 1;
      }
      return found == (comparison == "in");
    }
    const std::optional<bool> result = holds(version, comparison, wanted);
    if (!result) fail();
    return *result;
  }

  bool compares_text(std::string_view left, std::string_view comparison, std::string_view right) const {
    if (comparison == "==" || comparison == "===") return left == right;
    if (comparison == "!=") return left != right;
    if (comparison == "in") return right.find(left) != std::string_view::npos;
    if (comparison == "not in") return right.find(left) == std::string_view::npos;
    if (comparison == "<") return left < right;
    if (comparison == "<=") return left <= right;
    if (comparison == ">") return left > right;
    if (comparison == ">=") return left >= right;
    fail();
  }

  std::string_view whole_;
  std::string_view text_;
  const MarkerEnvironment& environment_;
};

struct SystemWords {
  System system;
  std::string_view os_name;
  std::string_view sys_platform;
  std::string_view platform_system;
};

// uv crates/uv-configuration/src/target_triple.rs; PEP 730, 738 and 783 for the systems that are missing there.
constexpr std::array system_words{
    SystemWords{System::linux, "posix", "linux", "Linux"},
    SystemWords{System::macos, "posix", "darwin", "Darwin"},
    SystemWords{System::windows, "nt", "win32", "Windows"},
    SystemWords{System::android, "posix", "android", "Android"},
    SystemWords{System::ios, "posix", "ios", "iOS"},
    SystemWords{System::ios_simulator, "posix", "ios", "iOS"},
    SystemWords{System::emscripten, "posix", "emscripten", "Emscripten"},
    SystemWords{System::freebsd, "posix", "freebsd", "FreeBSD"},
    SystemWords{System::netbsd, "posix", "netbsd", "NetBSD"},
    SystemWords{System::openbsd, "posix", "openbsd", "OpenBSD"},
};

// The value of platform.machine(): Apple's and Windows' own words.
std::string_view machine(const Target& target) {
  const Architecture architecture = target.architectures.front();
  if (target.system == System::windows) {
    if (architecture == Architecture::x86_64) return "AMD64";
    return architecture == Architecture::i686 ? "x86" : "ARM64";
  }
  const bool is_apple = target.format == Format::macho;
  if (is_apple && (architecture == Architecture::aarch64 || target.architectures.size() > 1)) return "arm64";
  if (target.system == System::emscripten) return "wasm32";
  return name_of(Vocabulary::wheel, architecture);
}

PythonVersion release(std::initializer_list<std::uint64_t> parts) {
  PythonVersion version = *parse_python_version("0");
  version.release = parts;
  return version;
}

}  // namespace

MarkerEnvironment marker_environment(const Target& target) {
  MarkerEnvironment environment;
  for (const SystemWords& row : system_words) {
    if (row.system != target.system) continue;
    environment.os_name = row.os_name;
    environment.sys_platform = row.sys_platform;
    environment.platform_system = row.platform_system;
  }
  environment.platform_machine = machine(target);
  const auto major = static_cast<std::uint64_t>(target.python->major);
  const auto minor = static_cast<std::uint64_t>(target.python->minor);
  environment.python = release({major, minor});
  environment.full_version = release({major, minor, 0});
  return environment;
}

bool holds(std::string_view marker, const MarkerEnvironment& environment) {
  return marker.empty() || MarkerReader(marker, environment).read();
}

}  // namespace platlint::lock
