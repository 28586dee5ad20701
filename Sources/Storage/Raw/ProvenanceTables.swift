/// Where raw rows came from, what they replaced, and what was refused.
package enum ProvenanceTable {
    package static let imports = TableSchema(
        "imports", .system, key: ["import_id"],
        [
            Column("import_id", .integer, "from 1"),
            Column("finished_at", .text, "UTC, as evidence only: no result depends on it"),
            Column("version", .text, "version of fullcourt"),
        ])

    package static let sourceFiles = TableSchema(
        "source_files", .system, key: ["source_id"],
        [
            Column("source_id", .integer, "from 1"),
            Column("import_id", .integer),
            Column("path", .text, "as it was given"),
            Column("format", .text),
            Column("sha256", .text, "of the file's bytes on disk"),
            Column("content_digest", .text, "XXH3-128 of the uncompressed content"),
            Column("rows", .integer, unit: "rows"),
            Column("header", .text, "the file's first line"),
        ])

    package static let quarantine = TableSchema(
        "quarantine", .system, key: ["import_id", "row"],
        [
            Column("import_id", .integer),
            Column("row", .integer, "from 1 in each import"),
            Column("source_id", .integer),
            Column("source_row", .integer, unit: "line"),
            Column("rule", .text, "the rule that was broken"),
            Column("expected", .text, "what was expected"),
            Column("source_text", .text, "the line as it stood in the file"),
        ])

    package static let corrections = TableSchema(
        "corrections", .system, key: ["import_id", "table_name", "row_key"],
        [
            Column("import_id", .integer),
            Column("table_name", .text),
            Column("row_key", .text, "key values joined by /"),
            Column("action", .text, "corrected, or deleted by import --replace"),
            Column("changed", .text, "names of the changed columns joined by ;"),
            Column("old_row", .text, "the row as it was, as JSON, its file and line included"),
        ])

    package static let quarantinedLines = TableSchema(
        "quarantined_lines", .system, key: ["game_id", "player_id"],
        [
            Column("game_id", .gameID, "of a box score line that is in quarantine, while none of the player is stored"),
            Column("player_id", .integer),
            Column("source_id", .integer),
            Column("source_row", .integer, unit: "line"),
            Column("rule", .text, "the rule that was broken"),
        ])

    package static let all = [imports, sourceFiles, quarantine, quarantinedLines, corrections]
}
