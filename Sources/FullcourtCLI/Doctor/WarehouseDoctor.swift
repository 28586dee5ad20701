import Basketball
import Foundation
import Pipeline
import Planning
import Storage

/// Looks at a warehouse and its surroundings. It writes nothing.
struct WarehouseDoctor {
    let path: String
    let workers: Int

    /// Dates whose rows are held against the ledger.
    private static let sample = 20

    func look() async -> [Finding] {
        var findings = [leftovers(), space()]
        guard FileManager.default.fileExists(atPath: path) else {
            return findings + [
                Finding(
                    "warehouse", .warning, "there is none (\(path))",
                    remedy: "fullcourt import FILES makes one; fullcourt demo shows everything on a simulated season")
            ]
        }
        do {
            let warehouse = try SQLiteWarehouse(path: path)
            let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
            let writable = FileManager.default.isWritableFile(atPath: path)
            findings.append(
                writable
                    ? Finding("warehouse", .good, "\(path), \(size / 1_000_000) MB")
                    : Finding("warehouse", .warning, "\(path) can only be read", remedy: "check its permissions"))
            for (name, look) in [
                ("integrity", integrity), ("schemas", schemas), ("runs", runs), ("ledger", ledger),
            ] as [(String, (SQLiteWarehouse) async throws -> Finding)] {
                do { findings.append(try await look(warehouse)) } catch { findings.append(Finding(name, error)) }
            }
            try await warehouse.close()
        } catch {
            findings.append(Finding("warehouse", error))
        }
        return findings
    }

    private func integrity(_ warehouse: SQLiteWarehouse) async throws -> Finding {
        let rows = try await warehouse.query("SELECT * FROM pragma_integrity_check", limit: 3)
        let texts = (0..<rows.count).compactMap { rows.vectors[0].text($0) }
        if texts == ["ok"] { return Finding("integrity", .good, "SQLite finds every page and index in order") }
        return Finding(
            "integrity", .fault, "the file is damaged: \(texts.joined(separator: "; "))",
            remedy: "keep a copy, import into a new warehouse and backfill it")
    }

    /// The columns of each table against those that this version writes.
    private func schemas(_ warehouse: SQLiteWarehouse) async throws -> Finding {
        var rebuilt: [String] = []
        var broken: [String] = []
        var there = 0
        for table in SchemaVerb.all {
            let info = try await warehouse.query("SELECT name FROM pragma_table_info('\(table.name)')", limit: nil)
            if info.count == 0 { continue }
            there += 1
            if (0..<info.count).map({ info.vectors[0].text($0) }) == table.storedColumns { continue }
            if table.kind == .derived || table.layout != .keyed {
                rebuilt.append(table.name)
            } else {
                broken.append(table.name)
            }
        }
        if !broken.isEmpty {
            return Finding(
                "schemas", .fault, "other columns than this version writes: \(broken.joined(separator: ", "))",
                remedy: "import into a new warehouse (--warehouse NEW.sqlite)")
        }
        if !rebuilt.isEmpty {
            return Finding(
                "schemas", .warning, "tables as another version writes them: \(rebuilt.joined(separator: ", "))",
                remedy: "fullcourt backfill brings them up to date")
        }
        return Finding("schemas", .good, "\(there) tables, all as this version writes them")
    }

    /// A run without an end is under way, or was killed.
    private func runs(_ warehouse: SQLiteWarehouse) async throws -> Finding {
        let known = try await warehouse.query("SELECT name FROM sqlite_schema WHERE name = 'runs'", limit: 1)
        guard known.count > 0 else { return Finding("runs", .good, "no run yet") }
        let newest = try await warehouse.query(
            "SELECT run_id, started_at, finished_at FROM runs ORDER BY run_id DESC LIMIT 1", limit: 1)
        guard newest.count > 0, let run = newest.vectors[0].integer(0) else {
            return Finding("runs", .good, "no run yet")
        }
        guard newest.vectors[2].isNull(0) else { return Finding("runs", .good, "\(run) runs, the newest has ended") }
        return Finding(
            "runs", .warning,
            "run \(run), begun \(newest.vectors[1].text(0) ?? ""), has not ended: it is under way or was killed",
            remedy: "if nothing runs, fullcourt backfill goes on where it stopped")
    }

    /// Stored rows of some dates, evenly chosen, against the digests in the ledger.
    private func ledger(_ warehouse: SQLiteWarehouse) async throws -> Finding {
        let exists = try await warehouse.query("SELECT name FROM sqlite_schema WHERE name = 'ledger'", limit: 1)
        guard exists.count > 0 else { return Finding("ledger", .good, "nothing was built yet") }
        let ledger = try await Ledger(warehouse)
        let dates = Set(ledger.all.filter { $0.rowsWritten > 0 }.map(\.unit.date)).sorted()
        guard !dates.isEmpty else { return Finding("ledger", .good, "nothing was built yet") }
        let count = min(WarehouseDoctor.sample, dates.count)
        let sample = (0..<count).map { dates[$0 * (dates.count - 1) / max(1, count - 1)] }
        let manifest = try await Manifest(
            warehouse, Registry.tables, Array(Set(sample)).sorted(), ledger: ledger, workers: workers)
        guard let first = manifest.disagreements.first else {
            return Finding("ledger", .good, "rows of \(count) of \(dates.count) dates are those that were recorded")
        }
        return Finding(
            "ledger", .fault, "\(manifest.disagreements.count) units have other rows than recorded, first \(first)",
            remedy: "something else wrote to the warehouse: fullcourt manifest names all; rebuild into a new one")
    }

    /// Files of builders that died before their warehouse had its name.
    private func leftovers() -> Finding {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        let start = "\(file.lastPathComponent).new-"
        let dead = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
            guard name.hasPrefix(start), let process = Int32(name.dropFirst(start.count).prefix { $0 != "-" }) else {
                return false
            }
            return kill(process, 0) != 0 && errno == ESRCH
        }
        if dead.isEmpty { return Finding("leftovers", .good, "none of killed imports") }
        return Finding(
            "leftovers", .warning, "files of killed imports: \(dead.joined(separator: ", "))",
            remedy: "the next import into \(file.lastPathComponent) removes them, or remove them by hand")
    }

    private func space() -> Finding {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard
            let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber)?
                .intValue
        else { return Finding("disk", .warning, "cannot tell how much room is left (\(folder))") }
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        let needed = max(size, 200_000_000)
        let found = "\(free / 1_000_000) MB free"
        if free >= needed { return Finding("disk", .good, found) }
        return Finding(
            "disk", .warning, "\(found), a rebuild may need \(needed / 1_000_000) MB", remedy: "free some space")
    }
}
