// SPDX-License-Identifier: Apache-2.0
// Itanium C++ ABI, 5.1 "External Names".
#include "loader/demangle.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::size_t longest_text = 4096;
constexpr int deepest = 64;

struct NotRead {};

struct Row {
  std::string_view code;
  std::string_view text;
};

// 5.1.5.2
constexpr std::array builtin_types{
    Row{"v", "void"},        Row{"w", "wchar_t"},
    Row{"b", "bool"},        Row{"c", "char"},
    Row{"a", "signed char"}, Row{"h", "unsigned char"},
    Row{"s", "short"},       Row{"t", "unsigned short"},
    Row{"i", "int"},         Row{"j", "unsigned int"},
    Row{"l", "long"},        Row{"m", "unsigned long"},
    Row{"x", "long long"},   Row{"y", "unsigned long long"},
    Row{"n", "__int128"},    Row{"o", "unsigned __int128"},
    Row{"f", "float"},       Row{"d", "double"},
    Row{"e", "long double"}, Row{"g", "__float128"},
    Row{"z", "..."},         Row{"Dn", "decltype(nullptr)"},
    Row{"Di", "char32_t"},   Row{"Ds", "char16_t"},
    Row{"Du", "char8_t"},    Row{"Da", "auto"},
};

// 5.1.3
constexpr std::array operators{
    Row{"nw", "new"}, Row{"na", "new[]"}, Row{"dl", "delete"}, Row{"da", "delete[]"}, Row{"co", "~"},  Row{"pl", "+"},
    Row{"mi", "-"},   Row{"ml", "*"},     Row{"dv", "/"},      Row{"rm", "%"},        Row{"an", "&"},  Row{"or", "|"},
    Row{"eo", "^"},   Row{"aS", "="},     Row{"pL", "+="},     Row{"mI", "-="},       Row{"mL", "*="}, Row{"dV", "/="},
    Row{"rM", "%="},  Row{"aN", "&="},    Row{"oR", "|="},     Row{"eO", "^="},       Row{"ls", "<<"}, Row{"rs", ">>"},
    Row{"lS", "<<="}, Row{"rS", ">>="},   Row{"eq", "=="},     Row{"ne", "!="},       Row{"lt", "<"},  Row{"gt", ">"},
    Row{"le", "<="},  Row{"ge", ">="},    Row{"ss", "<=>"},    Row{"nt", "!"},        Row{"aa", "&&"}, Row{"oo", "||"},
    Row{"pp", "++"},  Row{"mm", "--"},    Row{"cm", ","},      Row{"pm", "->*"},      Row{"pt", "->"}, Row{"cl", "()"},
    Row{"ix", "[]"},  Row{"ps", "+"},     Row{"ng", "-"},      Row{"ad", "&"},        Row{"de", "*"},
};

// 5.1.10, for the standard library
constexpr std::array abbreviations{
    Row{"Sa", "std::allocator"}, Row{"Sb", "std::basic_string"}, Row{"Ss", "std::string"},
    Row{"Si", "std::istream"},   Row{"So", "std::ostream"},      Row{"Sd", "std::iostream"},
};

// The words before the name that a special name belongs to.
constexpr std::array special_names{
    Row{"TV", "vtable for "},
    Row{"TI", "typeinfo for "},
    Row{"TS", "typeinfo name for "},
    Row{"TT", "VTT for "},
};

// A type in two parts, because the name of a pointer to a function is in its middle.
struct Type {
  std::string before;
  std::string after = {};
  bool is_function = false;  // or an array

  std::string text() const { return before + (is_function ? " " : "") + after; }
};

struct Name {
  std::string text;
  std::string qualifiers = {};   // of the object that a member function is called on
  bool is_template = false;      // its last part has arguments: the name contains its return type
  bool returns_nothing = false;  // a constructor, a destructor
};

class Demangler {
 public:
  explicit Demangler(std::string_view rest) : rest_(rest) {}

  std::string read() {
    std::string text = encoding();
    if (rest_.starts_with('.')) rest_ = {};  // ".cold", ".isra.0": a compiler's copies
    if (!rest_.empty()) throw NotRead();
    return text;
  }

 private:
  // The recursion is as deep as the types are nested.
  class Level {
   public:
    explicit Level(int& depth) : depth_(depth) {
      if (++depth_ > deepest) throw NotRead();
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --depth_; }

   private:
    int& depth_;
  };

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void require(std::string_view text) {
    if (!take(text)) throw NotRead();
  }

  template <class Rows>
  const Row* take_row(const Rows& rows) {
    const auto* const row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& it) { return rest_.starts_with(it.code); });
    if (row == rows.end()) return nullptr;
    rest_.remove_prefix(row->code.size());
    return row;
  }

  static std::string bounded(std::string text) {
    if (text.size() > longest_text) throw NotRead();
    return text;
  }

  std::size_t number() {
    std::size_t value = 0;
    bool any = false;
    for (; !rest_.empty() && text::is_digit(rest_[0]) && value < longest_text; rest_.remove_prefix(1), any = true)
      value = value * 10 + static_cast<std::size_t>(rest_[0] - '0');
    if (!any) throw NotRead();
    return value;
  }

  // "_" is 0, "0_" is 1, in base 36 if letters are allowed.
  std::size_t sequence() {
    std::size_t value = 0;
    bool any = false;
    for (; !rest_.empty() && rest_[0] != '_'; rest_.remove_prefix(1), any = true) {
      const char digit = rest_[0];
      const bool letter = digit >= 'A' && digit <= 'Z';
      if ((!letter && !text::is_digit(digit)) || value > longest_text) throw NotRead();
      value = value * 36 + static_cast<std::size_t>(letter ? digit - 'A' + 10 : digit - '0');
    }
    require("_");
    return any ? value + 1 : 0;
  }

  std::string encoding(bool is_outermost = true) {
    const Level level(depth_);
    if (const Row* const special = take_row(special_names)) return bounded(std::string(special->text) + type().text());
    if (take("Th")) return thunk("non-virtual thunk to ");
    if (take("GV")) return bounded("guard variable for " + name().text);
    const Name name = this->name();
    if (rest_.empty() || rest_[0] == 'E' || rest_[0] == '.') return name.text;
    const std::vector<std::string> outer = std::exchange(arguments_, last_arguments_);
    Type returned;
    if (name.is_template && !name.returns_nothing) returned = type();
    std::string text = returned.before.empty() || !is_outermost ? name.text : returned.before + " " + name.text;
    text += "(" + parameters() + ")" + (is_outermost ? returned.after : "") + name.qualifiers;
    arguments_ = outer;
    return bounded(std::move(text));
  }

  // "n16_": the offset by which the object is moved.
  std::string thunk(std::string_view what) {
    take("n");
    number();
    require("_");
    return bounded(std::string(what) + encoding());
  }

  // Up to the end of the name or an E.
  std::string parameters() {
    if (take("v")) return {};
    std::string text;
    do {
      text = joined(std::move(text), type().text());
    } while (!rest_.empty() && rest_[0] != 'E' && rest_[0] != '.');
    return text;
  }

  // An empty pack adds nothing.
  static std::string joined(std::string list, const std::string& text) {
    if (text.empty()) return list;
    return bounded(list.empty() ? text : list + ", " + text);
  }

  Name name() {
    const Level level(depth_);
    if (take("N")) return nested_name();
    if (take("Z")) return local_name();
    Name name;
    if (rest_.starts_with('S') && !rest_.starts_with("St")) {
      name.text = substitution();
      if (!rest_.starts_with('I')) throw NotRead();  // a whole type is not a name
    } else {
      name.text = take("St") ? "std::" + unqualified("") : unqualified("");
      if (rest_.starts_with('I')) remember(name.text);
    }
    if (rest_.starts_with('I')) {
      name.text += template_arguments();
      name.is_template = true;
    }
    return name;
  }

  Name local_name() {
    Name outer;
    outer.text = encoding(false);
    require("E");
    if (take("s")) {
      outer.text += "::string literal";
    } else {
      const Name inner = name();
      outer.text = bounded(outer.text + "::" + inner.text);
      outer.qualifiers = inner.qualifiers;
      outer.is_template = inner.is_template;
      outer.returns_nothing = inner.returns_nothing;
    }
    if (take("__")) {
      number();
      require("_");
    } else if (take("_")) {
      number();
    }
    return outer;
  }

  Name nested_name() {
    Name name;
    const bool is_volatile = take("V");
    if (take("K")) name.qualifiers += " const";
    if (is_volatile) name.qualifiers += " volatile";
    if (take("R")) name.qualifiers += " &";
    if (take("O")) name.qualifiers += " &&";
    std::string last;  // without its arguments, for a constructor
    while (!take("E")) {
      name.is_template = false;
      bool is_known = false;
      if (rest_.starts_with('I')) {
        if (name.text.empty()) throw NotRead();
        name.text = bounded(name.text + template_arguments());
        name.is_template = true;
      } else if (name.text.empty() && take("St")) {
        name.text = "std";
        is_known = true;
      } else if (name.text.empty() && rest_.starts_with('S')) {
        name.text = substitution();
        last = last_part(name.text);
        is_known = true;
      } else if (name.text.empty() && rest_.starts_with('T')) {
        name.text = template_parameter();
      } else {
        name.returns_nothing = is_structor();
        const std::string part = unqualified(last);
        name.text = bounded(name.text.empty() ? part : name.text + "::" + part);
        last = part;
      }
      if (!is_known && !rest_.starts_with('E')) remember(name.text);
    }
    if (name.text.empty()) throw NotRead();
    return name;
  }

  bool is_structor() const {
    return rest_.size() > 1 && (rest_[0] == 'C' || rest_[0] == 'D') && text::is_digit(rest_[1]);
  }

  // "basic_string" of "std::basic_string<char>".
  static std::string last_part(const std::string& name) {
    const std::string bare = name.substr(0, name.find('<'));
    const std::size_t colon = bare.rfind("::");
    return colon == std::string::npos ? bare : bare.substr(colon + 2);
  }

  std::string unqualified(const std::string& last) {
    std::string text;
    take("L");  // for names inside one file
    if (!rest_.empty() && text::is_digit(rest_[0])) {
      const std::size_t length = number();
      if (length > rest_.size()) throw NotRead();
      text = rest_.substr(0, length);
      rest_.remove_prefix(length);
      if (text.starts_with("_GLOBAL__N")) text = "(anonymous namespace)";
    } else if (is_structor() && !last.empty()) {
      text = (rest_[0] == 'D' ? "~" : "") + last;
      rest_.remove_prefix(2);
    } else if (take("cv")) {
      text = "operator " + type().text();
    } else if (const Row* const row = take_row(operators)) {
      const bool word = row->text[0] >= 'a' && row->text[0] <= 'z';
      text = std::string(word ? "operator " : "operator").append(row->text);
    } else {
      throw NotRead();  // lambdas and other types without a name
    }
    while (take("B")) {
      const std::size_t length = number();
      if (length > rest_.size()) throw NotRead();
      text += "[abi:" + std::string(rest_.substr(0, length)) + "]";
      rest_.remove_prefix(length);
    }
    return bounded(std::move(text));
  }

  std::string template_arguments() {
    require("I");
    std::vector<std::string> arguments;
    std::string text;
    while (!take("E")) {
      arguments.push_back(argument());
      text = joined(std::move(text), arguments.back());
    }
    last_arguments_ = std::move(arguments);
    return "<" + text + (text.ends_with('>') ? " >" : ">");
  }

  std::string argument() {
    const Level level(depth_);
    if (take("J")) {
      std::string pack;
      while (!take("E")) pack = joined(std::move(pack), argument());
      return pack;
    }
    if (!take("L")) return type().text();
    std::string text = literal();
    require("E");
    return text;
  }

  // 5.1.6.1; only integers.
  std::string literal() {
    if (take("b1")) return "true";
    if (take("b0")) return "false";
    if (rest_.starts_with('_')) throw NotRead();
    const std::string type = this->type().text();
    const bool negative = take("n");
    std::string digits;
    for (; !rest_.empty() && text::is_digit(rest_[0]); rest_.remove_prefix(1)) digits += rest_[0];
    if (digits.empty()) throw NotRead();
    const std::string value = (negative ? "-" : "") + digits;
    if (type == "int") return value;
    if (type == "unsigned int") return value + "u";
    if (type == "long") return value + "l";
    if (type == "unsigned long") return value + "ul";
    if (type == "long long") return value + "ll";
    if (type == "unsigned long long") return value + "ull";
    return "(" + type + ")" + value;
  }

  std::string substitution() {
    require("S");
    for (const Row& row : abbreviations) {
      if (!take(row.code.substr(1))) continue;
      return std::string(row.text);
    }
    const std::size_t index = sequence();
    if (index >= known_.size()) throw NotRead();
    return known_[index].text();
  }

  std::string template_parameter() {
    require("T");
    const std::size_t index = sequence();
    if (index >= arguments_.size()) throw NotRead();
    return arguments_[index];
  }

  void remember(std::string text) { remember(Type{std::move(text)}); }
  void remember(Type type) {
    bounded(type.text());
    known_.push_back(std::move(type));
  }

  Type type() {
    const Level level(depth_);
    if (const Row* const row = take_row(builtin_types)) return {std::string(row->text)};
    if (rest_.empty()) throw NotRead();
    Type result;
    switch (rest_[0]) {
      case 'P':
        return pointer("*");
      case 'R':
        return pointer("&");
      case 'O':
        return pointer("&&");
      case 'K':
      case 'V':
        return qualified();
      case 'F':
        return function();
      case 'A':
        return array();
      case 'T':
        result.before = template_parameter();
        remember(result);
        if (rest_.starts_with('I')) throw NotRead();
        return result;
      case 'S':
        if (!rest_.starts_with("St")) return substituted();
        break;
      case 'D':
        if (!take("Dp")) throw NotRead();
        return type();  // a pack: the argument that it names lists its elements
      default:
        break;
    }
    const std::vector<std::string> outer = last_arguments_;
    result.before = name().text;
    last_arguments_ = outer;
    remember(result);
    return result;
  }

  // A template's name together with its arguments is a new type.
  Type substituted() {
    require("S");
    Type result;
    bool found = false;
    for (const Row& row : abbreviations) {
      if (!take(row.code.substr(1))) continue;
      result.before = row.text;
      found = true;
      break;
    }
    if (!found) {
      const std::size_t index = sequence();
      if (index >= known_.size()) throw NotRead();
      result = known_[index];
    }
    if (!rest_.starts_with('I')) return result;
    const std::vector<std::string> outer = last_arguments_;
    result.before += template_arguments();
    last_arguments_ = outer;
    remember(result);
    return result;
  }

  Type pointer(std::string_view mark) {
    rest_.remove_prefix(1);
    Type result = type();
    // A reference to a reference is one reference (dcl.ref): && becomes &.
    if (mark == "&&" && result.before.ends_with('&')) {
      remember(result);
      return result;
    }
    if (mark == "&" && result.before.ends_with("&&")) result.before.resize(result.before.size() - 2);
    if (mark == "&" && result.before.ends_with('&')) result.before.pop_back();
    if (result.is_function) {
      result.before += " (";
      result.after = (result.after.starts_with('[') ? ") " : ")") + result.after;
      result.is_function = false;
    }
    result.before += mark;
    remember(result);
    return result;
  }

  Type qualified() {
    std::string marks;
    const bool is_volatile = take("V");
    if (take("K")) marks += " const";
    if (is_volatile) marks += " volatile";
    Type result = type();
    if (result.is_function) throw NotRead();
    if (!result.before.ends_with(marks)) result.before += marks;
    remember(result);
    return result;
  }

  Type function() {
    require("F");
    take("Y");
    const Type returned = type();
    Type result{returned.before, "(" + parameters() + ")" + returned.after, true};
    require("E");
    remember(result);
    return result;
  }

  Type array() {
    require("A");
    const std::string size = rest_.starts_with('_') ? std::string() : std::to_string(number());
    require("_");
    Type result = type();
    if (result.is_function || !result.after.empty()) throw NotRead();
    result.after = "[" + size + "]";
    result.is_function = true;
    remember(result);
    return result;
  }

  std::string_view rest_;
  std::vector<Type> known_;                  // S_, S0_, ...
  std::vector<std::string> arguments_;       // T_, T0_, ... of the function whose parameters are being read
  std::vector<std::string> last_arguments_;  // of the name that was read last
  int depth_ = 0;
};

}  // namespace

std::optional<std::string> demangled(std::string_view symbol) {
  constexpr std::size_t longest_name = 4096;
  if (!symbol.starts_with("_Z") || symbol.size() > longest_name) return std::nullopt;
  try {
    return Demangler(symbol.substr(2)).read();
  } catch (const NotRead&) {
    return std::nullopt;
  }
}

}  // namespace platlint
