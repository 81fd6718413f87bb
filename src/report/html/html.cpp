// SPDX-License-Identifier: Apache-2.0
// HTML, for those who would rather look: one page that needs nothing beside it. Names in a bundle come from strangers:
// they stand in a block of data, the page's own script writes them as text, and its policy runs no other script and
// fetches nothing.
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
