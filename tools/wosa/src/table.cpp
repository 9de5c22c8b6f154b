// SPDX-License-Identifier: MIT
#include "table.hpp"

#include <algorithm>
#include <gsl/assert>
#include <numeric>

#include "text_layout.hpp"

namespace wosa::tool {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNoteIndent = 4;
constexpr std::size_t kNarrowestColumn = 4;

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

}  // namespace

void Table::add_row(std::vector<Cell> cells) {
  Expects(cells.size() == columns_.size());
  for (Cell& cell : cells) cell.text = printable(cell.text);
  rows_.push_back({std::move(cells), {}});
}

void Table::add_note(Cell note) {
  Expects(!rows_.empty());
  if (note.text.empty()) return;
  note.text = printable(note.text);
  rows_.back().notes.push_back(std::move(note));
}

// Natural widths; while they do not fit, the widest column gives one column away.
std::vector<std::size_t> Table::widths(std::size_t room) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].title);
    for (const Row& row : rows_) width = std::max(width, display_width(row.cells[i].text));
    out.push_back(std::min(width, room));
  }
  const std::size_t gaps = columns_.empty() ? 0 : (columns_.size() - 1) * kGap;
  std::size_t total = std::accumulate(out.begin(), out.end(), gaps);
  for (; total > room; --total) {
    const auto widest = std::max_element(out.begin(), out.end());
    if (*widest <= kNarrowestColumn) break;
    --*widest;
  }
  return out;
}

void Table::render_row(std::string& out, const std::vector<Cell>& cells,
                       const std::vector<std::size_t>& widths, const Style& style) const {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(wrap(cells[i].text, widths[i], LongWords::split));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string text = y < lines[i].size() ? lines[i][y] : std::string();
      const std::size_t used = display_width(text);
      const std::string padding(widths[i] > used ? widths[i] - used : 0, ' ');
      if (i > 0) out.append(kGap, ' ');
      if (columns_[i].right) out += padding;
      out += style.paint(cells[i].tone, text);
      if (!columns_[i].right) out += padding;
    }
    end_line(out);
  }
}

std::string Table::render(const Style& style) const {
  const std::vector<std::size_t> columns = widths(style.width);
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.push_back({column.title, Tone::heading});
  std::string out;
  render_row(out, titles, columns, style);
  for (const Row& row : rows_) {
    render_row(out, row.cells, columns, style);
    for (const Cell& note : row.notes) {
      for (const std::string& line : wrap(note.text, style.width - kNoteIndent, LongWords::keep)) {
        out.append(kNoteIndent, ' ');
        out += style.paint(note.tone, line);
        end_line(out);
      }
    }
  }
  return out;
}

}  // namespace wosa::tool
