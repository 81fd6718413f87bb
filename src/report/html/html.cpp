// SPDX-License-Identifier: Apache-2.0
// HTML, for users who prefer to look: one page that needs no other file. Names in a bundle come from strangers. So they
// are stored in a block of data, and the page's own script writes them as text. The page's content security policy lets
// no other script run and fetches nothing.
#include "report/formats.hpp"

#include "report/html/data.hpp"
#include "report/html/page.hpp"

namespace platlint {

namespace {

void write_page(std::ostream& out, const std::string& headline, const Json& data) {
  for (const html::Piece& piece : html::page()) {
    out << piece.text;
    if (piece.value == "headline") out << html::escaped(headline);
    if (piece.value == "data") out << html::in_script(data);
  }
}

}  // namespace

void write_html(std::ostream& out, const Batch& batch, const ReportOptions&) {
  write_page(out, html::headline(batch), html::page_data(batch));
}

void write_html(std::ostream& out, const Survey& survey, const ReportOptions&) {
  write_page(out, html::headline(survey), html::page_data(survey));
}

}  // namespace platlint
