import Basketball
import Storage

extension WarehouseConformance {
    /// All checks.
    package static let checks = rowChecks + transactionChecks + schemaChecks

    private static let rowChecks = [
        Check("every type and NULL comes back as it was") { warehouse in
            _ = try await warehouse.prepare([table])
            for seed in UInt64(1)...3 {
                // More than one block and one statement, and a rest.
                let rows = rows(first, count: 4_999, seed: seed)
                try await replace(warehouse, first, rows)
                try expect(try await digest(warehouse) == CanonicalRows.digest(rows), "seed \(seed)")
            }
        },
        Check("replacing a date leaves the others, and no rows remove it") { warehouse in
            _ = try await warehouse.prepare([table])
            let other = first + 1
            try await replace(warehouse, first, rows(first, count: 9, seed: 1))
            try await replace(warehouse, other, rows(other, count: 4, seed: 2))
            try await replace(warehouse, first, rows(first, count: 3, seed: 3))
            try expect(try await warehouse.rows(table).count == 7, "3 of one date and 4 of the other")
            try await replace(warehouse, first, ColumnBatch(table))
            let left = try await warehouse.rows(table)
            try expect(Set(left["game_date"].integers) == [other.dayNumber], "the date is still there")
        },
        Check("a range is read in key order, whatever the order of writing") { warehouse in
            _ = try await warehouse.prepare([table])
            for day in [3, 1, 2, 0] {
                try await replace(warehouse, first + day, rows(first + day, count: 2, seed: UInt64(day)))
            }
            let range = Selection.range(column: "game_date", (first + 1).dayNumber...(first + 2).dayNumber)
            let read = try await warehouse.scan(table, columns: ["game_date", "game_id"], range)
            try expect(read["game_date"].integers == [1, 1, 2, 2].map { (first + $0).dayNumber }, "dates")
            let ids = [22_300_001, 22_300_002, 22_300_001, 22_300_002]
            try expect(read["game_id"].integers == ids, "ids")
            try expect(read.columns.map(\.name) == ["game_date", "game_id"], "columns in the order asked for")
        },
        Check("insert refuses a key that is there, upsert replaces it, delete removes it") { warehouse in
            _ = try await warehouse.prepare([table])
            let own = rows(first, count: 2, seed: 1)
            try await warehouse.transaction { try await $0.apply(.insert(table, own)) }
            try await expectError(nil, "the same key twice") {
                try await warehouse.transaction { try await $0.apply(.insert(table, own)) }
            }
            let others = rows(first, count: 2, seed: 9)
            try await warehouse.transaction { try await $0.apply(.upsert(table, others)) }
            try expect(try await digest(warehouse) == CanonicalRows.digest(others), "upserted")
            let keys = others.selecting(columns: table.key).selecting([0])
            try await warehouse.transaction { try await $0.apply(.delete(table, keys)) }
            try expect(try await warehouse.rows(table)["game_id"].integers == [22_300_002], "deleted")
        },
    ]

    private struct Failure: Error {}

    private static let transactionChecks = [
        Check("a transaction that throws leaves nothing, in no table") { warehouse in
            let other = TableSchema("other", .system, key: ["number"], [Column("number", .integer)])
            _ = try await warehouse.prepare([table, other])
            do {
                try await warehouse.transaction { transaction in
                    try await transaction.apply(.replace(table, [first], rows(first, count: 3, seed: 1)))
                    var writer = RowWriter(other.columns)
                    writer.put(1)
                    writer.endRow()
                    try await transaction.apply(.insert(other, writer.batch))
                    let seen = try await transaction.scan(table, columns: ["count"], .all)
                    try expect(seen.count == 3, "a transaction sees its own changes")
                    throw Failure()
                }
            } catch is Failure {}
            try expect(try await warehouse.rows(table).isEmpty, "rows of a transaction that threw")
            try expect(try await warehouse.rows(other).isEmpty, "rows of its other table")
            try await replace(warehouse, first, rows(first, count: 2, seed: 1))
            try expect(try await warehouse.rows(table).count == 2, "the next transaction")
        },
        Check("readers see the last commit while a transaction runs") { warehouse in
            _ = try await warehouse.prepare([table])
            try await warehouse.transaction { transaction in
                try await transaction.apply(.replace(table, [first], rows(first, count: 5, seed: 1)))
                try expect(try await warehouse.rows(table).isEmpty, "rows before the commit")
            }
            try expect(try await warehouse.rows(table).count == 5, "rows after it")
        },
        Check("transactions of one process wait for each other") { warehouse in
            _ = try await warehouse.prepare([table])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await warehouse.transaction { transaction in
                            let before = try await transaction.scan(table, columns: ["game_id"], .all).count
                            await Task.yield()
                            let date = first + number
                            try await transaction.apply(.replace(table, [date], rows(date, count: 1, seed: 1)))
                            let after = try await transaction.scan(table, columns: ["game_id"], .all).count
                            try expect(after == before + 1, "another transaction came between")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try expect(try await warehouse.rows(table).count == 8, "one row of each")
        },
        Check("counters grow with the tables that change") { warehouse in
            _ = try await warehouse.prepare([table])
            let before = try await warehouse.changeCounters()["sample"] ?? 0
            try await replace(warehouse, first, rows(first, count: 1, seed: 1))
            try expect(try await warehouse.changeCounters()["sample"] ?? 0 > before, "the counter did not grow")
        },
    ]

    private static let schemaChecks = [
        Check("a table that was never created reads as empty and is not made by reading") { warehouse in
            let read = try await warehouse.scan(table, columns: ["name"], .all)
            try expect(read.isEmpty && read.columns.map(\.name) == ["name"], "rows of no table")
            let other = TableSchema("sample", .raw, key: ["a"], [Column("a", .integer)])
            try expect(try await warehouse.prepare([other]).isEmpty, "reading created a table")
        },
        Check("an unknown column is an error that names it") { warehouse in
            _ = try await warehouse.prepare([table])
            try await expectError(.unknownColumn, "scan") {
                _ = try await warehouse.scan(table, columns: ["points"], .all)
            }
        },
        Check("a derived table of another form is made anew and named; a raw one is refused") { warehouse in
            try expect(try await warehouse.prepare([table]).isEmpty, "first")
            try await replace(warehouse, first, rows(first, count: 2, seed: 1))
            try expect(try await warehouse.prepare([table]).isEmpty, "the same again")
            try expect(try await warehouse.rows(table).count == 2, "its rows")
            let changed = TableSchema(
                "sample", .derived, key: ["game_id"], [Column("game_id", .gameID), Column("b", .real)])
            try await expectError(.schemaMismatch, "reading columns that are not stored") {
                _ = try await warehouse.scan(changed, columns: ["b"], .all)
            }
            try expect(try await warehouse.prepare([changed]) == ["sample"], "another form")
            try expect(try await warehouse.rows(changed).isEmpty, "rows of the form before")
            let raw = TableSchema("raw", .raw, key: ["a"], [Column("a", .integer)])
            _ = try await warehouse.prepare([raw])
            try await expectError(.schemaMismatch, "a raw table of another form") {
                _ = try await warehouse.prepare([TableSchema("raw", .raw, key: ["b"], [Column("b", .integer)])])
            }
        },
    ]
}
