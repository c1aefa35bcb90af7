// A table that is a table: figures to the right, sortable by its heads, searchable, and out as CSV.
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { Button } from "../parts/button.js";
import { Icon } from "../parts/icon.js";

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a ?? "").localeCompare(String(b ?? ""), undefined, { numeric: true });

// A spreadsheet takes a cell that begins like this for a formula.
const cell = (value) =>
  `"${String(value ?? "")
    .replace(/^[=+\-@\t\r]/, "'$&")
    .replaceAll('"', '""')}"`;

function save(name, columns, rows) {
  const lines = [
    columns.map((column) => cell(column.name)),
    ...rows.map((row) => columns.map((column) => cell(column.value(row)))),
  ];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([lines.map((line) => line.join(",")).join("\r\n")], { type: "text/csv" }),
  );
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * `columns`: [{id, name, value(row), show?(row), figure?}] · `onRow` makes rows open; `empty` is said when
 * there is none.
 */
export function List({ name, columns, rows, keyOf = (row) => row.id, onRow, empty, start, tools }) {
  const [sort, setSort] = useState(start ?? { id: columns[0].id, down: false });
  const [find, setFind] = useState("");
  const wanted = find.trim().toLowerCase();
  const column = columns.find((one) => one.id === sort.id) ?? columns[0];
  const shown = rows
    .filter(
      (row) =>
        !wanted ||
        columns.some((one) =>
          String(one.value(row) ?? "")
            .toLowerCase()
            .includes(wanted),
        ),
    )
    .sort((a, b) => compare(column.value(a), column.value(b)) * (sort.down ? -1 : 1));
  const head = (one) => html`
    <th
      scope="col"
      class=${one.figure ? "right" : ""}
      aria-sort=${one.id === sort.id ? (sort.down ? "descending" : "ascending") : undefined}
    >
      ${
        one.name
          ? html`
              <button
                type="button"
                onClick=${() => setSort({ id: one.id, down: one.id === sort.id ? !sort.down : !!one.figure })}
              >
                ${one.name}${
                  one.id === sort.id &&
                  html`
                    <${Icon} name=${sort.down ? "chevron-down" : "chevron-up"} />
                  `
                }
              </button>
            `
          : html`
              <span class="unseen">Acts</span>
            `
      }
    </th>
  `;
  return html`
    <div class="list-tools">
      <label class="field list-find">
        <span class="unseen">Find in ${name}</span>
        <input type="search" placeholder="Find" value=${find} onInput=${(e) => setFind(e.target.value)} />
      </label>
      ${tools}
      <${Button}
        kind="plain"
        icon="arrow-right"
        onPress=${() =>
          save(
            name,
            columns.filter((one) => one.name),
            shown,
          )}
      >
        Export
      <//>
    </div>
    ${
      shown.length
        ? html`
            <div class="list-scroll" tabindex="0" role="group" aria-label=${name}>
              <table class="list">
                <caption class="unseen">${name}</caption>
                <thead>
                  <tr>${columns.map(head)}</tr>
                </thead>
                <tbody>
                  ${shown.map(
                    (row) => html`
                      <tr key=${keyOf(row)}>
                        ${columns.map(
                          (one, index) => html`
                            <td class=${one.figure ? "right figure" : ""}>
                              ${
                                index === 0 && onRow
                                  ? html`
                                      <button type="button" class="list-open" onClick=${() => onRow(row)}>
                                        ${(one.show ?? one.value)(row)}
                                      </button>
                                    `
                                  : (one.show ?? one.value)(row)
                              }
                            </td>
                          `,
                        )}
                      </tr>
                    `,
                  )}
                </tbody>
              </table>
            </div>
          `
        : html`
            <p class="quiet list-empty">${wanted ? `Nothing here contains “${find.trim()}”.` : empty}</p>
          `
    }
  `;
}
