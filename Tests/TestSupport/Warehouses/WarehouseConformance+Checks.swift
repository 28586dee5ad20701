import Basketball
import Storage

extension WarehouseConformance {
    /// All checks.
    package static let checks = rowChecks + dateChecks + transactionChecks + schemaChecks

    /// A table that is written by date.
    private static let dated = TableSchema(
        "dated", .derived, .byDate, key: ["game_date", "player_id"], dateColumn: "game_date",
        [Column("game_date", .date), Column("player_id", .integer), Column("name", .text)])

    private static func people(_ date: GameDate, _ names: KeyValuePairs<Int, String>) -> ColumnBatch {
        var writer = RowWriter(dated.columns)
        for (player, name) in names {
            writer.put(date)
            writer.put(player)
            writer.put(name)
            writer.endRow()
        }
        return writer.batch
    }

    private static func names(_ warehouse: any Warehouse) async throws -> [String] {
        let texts = try await warehouse.rows(dated)["name"].texts
        return (0..<texts.count).map { texts[$0] }
    }

    private static let dateChecks = [
        Check("single rows of a date are replaced by key, and only those that are there") { warehouse in
            _ = try await warehouse.prepare([dated])
            let pieces = [people(first, [3: "a", 5: "b", 9: "c"]), people(first + 1, [3: "d", 5: "e"])]
            try await warehouse.commit([.replace(dated, [first, first + 1], pieces)])
            var rows = people(first, [5: "B"])
            rows.append(people(first + 1, [3: "D"]))
            try await warehouse.commit([.update(dated, rows)])
            try expect(try await names(warehouse) == ["a", "B", "c", "D", "e"], "updated")
            for absent in [people(first, [4: "x"]), people(first + 2, [3: "x"])] {
                try await expectError(nil, "a row that is not there") {
                    try await warehouse.commit([.update(dated, absent)])
                }
            }
            try expect(try await names(warehouse) == ["a", "B", "c", "D", "e"], "after the errors")
        },
        Check("rows of some entities are read in key order, on some dates or all") { warehouse in
            _ = try await warehouse.prepare([dated])
            let dates = (0..<6).map { first + $0 }
            let pieces = dates.map { people($0, [1: "a", 2: "b", 3: "\($0)", 7: "d"]) }
            try await warehouse.commit([.replace(dated, dates, pieces)])
            func read(_ players: [Int], _ dates: [GameDate]?) async throws -> [[Int]] {
                let selection = Selection.among(column: "player_id", players, on: dates)
                let rows = try await warehouse.scan(dated, columns: ["player_id", "game_date"], selection)
                return zip(rows["game_date"].integers, rows["player_id"].integers).map { [$0 - first.dayNumber, $1] }
            }
            let some = try await read([3, 1], [dates[4], dates[1], dates[2]])
            try expect(some == [1, 2, 4].flatMap { [[$0, 1], [$0, 3]] }, "some dates: \(some)")
            try expect(try await read([7, 8], nil) == (0..<6).map { [$0, 7] }, "all dates")
            let (nobody, never) = (try await read([], nil), try await read([1], []))
            try expect(nobody.isEmpty && never.isEmpty, "nobody, never")
        },
    ]

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
