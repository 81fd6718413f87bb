// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "report/html/data.hpp"

namespace platlint::html {

std::string in_script(const Json& data) {
  std::string text;
  for (const char letter : data.dump(-1, ' ', true)) {
    if (letter == '<' || letter == '>' || letter == '&') {
      text += letter == '<' ? "\\u003c" : letter == '>' ? "\\u003e" : "\\u0026";
    } else {
      text += letter;
    }
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += letter;
    }
  }
  return result;
}

}  // namespace platlint::html
