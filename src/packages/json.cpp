// SPDX-License-Identifier: Apache-2.0
// Reads JSON as a stream: only the requested members are stored, so neither size nor nesting can do harm.
#include <nlohmann/json.hpp>

#include "packages/text.hpp"

namespace platlint::packages {
namespace {

using Json = nlohmann::json;

/// Keeps the values directly in the outermost object, or directly in one of its members. If a hook returns false, the
/// parse ends; the library prescribes the names of the hooks.
class MemberReader final : public Json::json_sax_t {
 public:
  Members members;

  bool null() override { return inside(); }
  bool number_integer(number_integer_t) override { return inside(); }
  bool number_unsigned(number_unsigned_t) override { return inside(); }
  bool number_float(number_float_t, const string_t&) override { return inside(); }
  bool binary(binary_t&) override { return inside(); }
  bool boolean(bool value) override {
    if (value && depth_ == 1) members[member_].emplace_back("true");
    return inside();
  }
  bool string(string_t& value) override {
    if (depth_ == 1 || (depth_ == 2 && in_array_)) members[member_].push_back(value);
    if (depth_ == 2 && !in_array_ && (member_ == "scripts" || member_ == "bin")) members[inner_] = {value};
    return inside();
  }
  bool start_object(std::size_t) override { return enter(false); }
  bool start_array(std::size_t) override { return depth_ > 0 && enter(true); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    if (depth_ == 1) {
      member_ = name;
      // If two members have the same name, the later counts, as in every JSON reader in use here
      members[member_].clear();
    } else if (depth_ == 2) {
      members[member_].push_back(name);
      if (!in_array_) inner_ = member_ + "." + name;
    }
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  static constexpr int max_nesting = 100;

  bool inside() const { return depth_ > 0; }
  bool enter(bool array) {
    if (++depth_ == 2) in_array_ = array;
    return depth_ <= max_nesting;
  }
  bool leave() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  bool in_array_ = false;
  std::string member_;
  std::string inner_;  // "scripts.install"
};

}  // namespace

std::optional<Members> json_members(std::string_view text) {
  MemberReader reader;
  if (!Json::sax_parse(text.begin(), text.end(), &reader)) return std::nullopt;
  return std::move(reader.members);
}

}  // namespace platlint::packages
