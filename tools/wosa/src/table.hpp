// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output.hpp"

namespace wosa::tool {

/// A table that fits the width of the output: columns get narrower and their text wraps, nothing is cut off.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;  ///< numbers
  };
  struct Cell {
    std::string text;  ///< foreign text is welcome: it is made printable
    Tone tone = Tone::plain;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add_row(std::vector<Cell> cells);
  /// A sentence that belongs to the last row and stands below it, indented. Words are not split.
  void add_note(Cell note);

  bool empty() const noexcept { return rows_.empty(); }
  /// Ends with a line feed; no line ends with a space.
  std::string render(const Style& style) const;

 private:
  struct Row {
    std::vector<Cell> cells;
    std::vector<Cell> notes;
  };

  std::vector<std::size_t> widths(std::size_t room) const;
  void render_row(std::string& out, const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                  const Style& style) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace wosa::tool
