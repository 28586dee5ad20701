import Basketball
import Storage
import Synchronization

/// A plain warehouse without transactions over several tables, as engines on object storage are: it complies with the
/// protocol in the way that `Warehouse` describes.
///
/// Rows are written as versions, each a set of pieces that nobody can see. A table's current pieces stand in one catalogue,
/// and appending to it is the one atomic step that there is: what no catalogue names was never written.
package final class InMemoryWarehouse: Warehouse {
    /// A stored piece: rows of a table under a name that is never used again.
    typealias Version = Int

    /// What is visible: the versions of each table by partition, and how often each table changed.
    struct Catalogue {
        var schemas: [String: TableSchema] = [:]
        var versions: [String: [Partition: Version]] = [:]
        var counters: [String: Int] = [:]
    }

    /// Rows that are written and replaced as a whole: those of one league date, or all where a table has no dates.
    struct Partition: Hashable {
        let day: Int?
    }

    private let catalogue = Mutex(Catalogue())
    private let pieces = Mutex<(next: Version, rows: [Version: ColumnBatch])>((1, [:]))
    private let line = Line()

    package init() {}

    /// Versions that no catalogue names: what transactions left that never came to their end.
    package var garbage: Int {
        let named = Set(catalogue.withLock { $0.versions.values.flatMap(\.values) })
        return pieces.withLock { $0.rows.keys.count { !named.contains($0) } }
    }

    package func prepare(_ tables: [TableSchema]) async throws -> [String] {
        try catalogue.withLock { catalogue in
            var made: [String] = []
            for table in tables {
                if let known = catalogue.schemas[table.name], !InMemoryWarehouse.isSame(known, table) {
                    guard table.kind == .derived else {
                        throw StorageError(.schemaMismatch, "table \(table.name) has other columns")
                    }
                    catalogue.versions[table.name] = nil
                    made.append(table.name)
                }
                catalogue.schemas[table.name] = table
            }
            return made
        }
    }

    /// Same columns of the same types and the same key; what columns mean may be told in other words.
    static func isSame(_ a: TableSchema, _ b: TableSchema) -> Bool {
        a.key == b.key && a.columns.map(\.name) == b.columns.map(\.name)
            && a.columns.map(\.type) == b.columns.map(\.type)
            && a.columns.map(\.nullable) == b.columns.map(\.nullable)
    }

    package func transaction<Result: Sendable>(
        _ body: @Sendable (any WarehouseTransaction) async throws -> Result
    ) async throws -> Result {
        await line.enter()
        do {
            let transaction = VersionedTransaction(self, catalogue.withLock { $0 })
            let result = try await body(transaction)
            // The commit: one append.
            catalogue.withLock { $0 = transaction.catalogue }
            await line.leave()
            return result
        } catch {
            await line.leave()
            throw error
        }
    }

    package func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
        try scan(table, columns, selection, catalogue.withLock { $0 })
    }

    package func query(_ sql: String, limit: Int?) async throws -> ColumnBatch {
        throw StorageError(.query, "this warehouse has no SQL")
    }

    package func changeCounters() async throws -> [String: Int] { catalogue.withLock(\.counters) }

    package func close() async throws {}

    /// Stores rows under a new version that nobody sees yet.
    func store(_ rows: ColumnBatch) -> Version {
        pieces.withLock { pieces in
            let version = pieces.next
            pieces.rows[version] = rows
            pieces.next += 1
            return version
        }
    }

    /// Rows of a version.
    func load(_ version: Version) -> ColumnBatch? { pieces.withLock { $0.rows[version] } }

    /// Rows that a catalogue shows, in key order.
    func scan(
        _ table: TableSchema, _ columns: [String], _ selection: Selection, _ catalogue: Catalogue
    ) throws -> ColumnBatch {
        let wanted = try table.columns(named: columns)
        guard let known = catalogue.schemas[table.name] else { return ColumnBatch(wanted) }
        guard wanted.allSatisfy({ column in known.columns.contains { $0.name == column.name } }) else {
            throw StorageError(.schemaMismatch, "table \(table.name) has other columns")
        }
        var range: ClosedRange<Int>?
        var filtered: Int?
        if case .range(let name, let bounds) = selection {
            guard let index = table.index(of: name) else {
                throw StorageError(.unknownColumn, "table \(table.name) has no column \(name)")
            }
            range = bounds
            filtered = index
        }
        var members: (column: Int, values: Set<Int>, days: Set<Int>?)?
        if case .among(let name, let values, let dates) = selection {
            guard let index = table.index(of: name) else {
                throw StorageError(.unknownColumn, "table \(table.name) has no column \(name)")
            }
            members = (index, Set(values), dates.map { Set($0.map(\.dayNumber)) })
        }
        var rows = ColumnBatch(known)
        for (partition, version) in catalogue.versions[table.name] ?? [:] {
            if let day = partition.day, let range, table.columns[filtered ?? 0].name == known.dateColumn,
                !range.contains(day)
            {
                continue
            }
            if let piece = load(version) { rows.append(piece) }
        }
        var order = Array(0..<rows.count)
        if let range, let filtered { order = order.filter { range.contains(rows.vectors[filtered].integers[$0]) } }
        if let members {
            order = order.filter { members.values.contains(rows.vectors[members.column].integers[$0]) }
            if let days = members.days, let date = known.dateColumn {
                order = order.filter { days.contains(rows[date].integers[$0]) }
            }
        }
        let keys = RowKeys(rows, known).list
        return rows.selecting(columns: columns).selecting(order.sorted { keys[$0] < keys[$1] })
    }
}

/// Collects the versions of one transaction.
private final class VersionedTransaction: WarehouseTransaction {
    private let warehouse: InMemoryWarehouse
    private let state: Mutex<InMemoryWarehouse.Catalogue>

    init(_ warehouse: InMemoryWarehouse, _ catalogue: InMemoryWarehouse.Catalogue) {
        self.warehouse = warehouse
        state = Mutex(catalogue)
    }

    var catalogue: InMemoryWarehouse.Catalogue { state.withLock { $0 } }

    func scan(_ table: TableSchema, columns: [String], _ selection: Selection) async throws -> ColumnBatch {
        try warehouse.scan(table, columns, selection, catalogue)
    }

    func apply(_ change: Change) async throws {
        try Task.checkCancellation()
        switch change {
        case .replace(let table, let dates, let rows):
            guard let column = table.dateColumn else {
                throw StorageError(.write, "table \(table.name) has no date to replace by")
            }
            let days = Set(dates.map(\.dayNumber))
            filter(table) { old in old[column].integers.map { !days.contains($0) } }
            var all = ColumnBatch(table)
            for piece in rows { all.append(piece) }
            try add(table, all, replacing: false)
        case .insert(let table, let rows): try add(table, rows, replacing: false)
        case .update(let table, let rows):
            let known = Set(
                catalogue.versions[table.name, default: [:]].keys.flatMap { RowKeys(rowsNow(table, $0), table).list })
            guard RowKeys(rows, table).all.isSubset(of: known) else {
                throw StorageError(.write, "\(table.name) has no row of that key to take the place of")
            }
            try add(table, rows, replacing: true)
        case .upsert(let table, let rows): try add(table, rows, replacing: true)
        case .delete(let table, let keys):
            guard !keys.isEmpty else { return }
            let gone = RowKeys(keys, table).all
            filter(table) { old in RowKeys(old, table).list.map { !gone.contains($0) } }
            bump(table)
        }
    }

    /// Puts rows into their partitions.
    private func add(_ table: TableSchema, _ rows: ColumnBatch, replacing: Bool) throws {
        precondition(rows.columns == table.columns, "a batch of other columns than \(table.name) has")
        for (partition, places) in partitions(table, rows) {
            let own = rows.selecting(places)
            let keys = RowKeys(own, table).all
            var kept = rowsNow(table, partition)
            let stays = RowKeys(kept, table).list.map { !keys.contains($0) }
            guard keys.count == own.count || replacing, replacing || !stays.contains(false) else {
                throw StorageError(.write, "a key of table \(table.name) is there already")
            }
            kept = kept.selecting(stays.indices.filter { stays[$0] })
            kept.append(own)
            put(table, partition, kept)
        }
        bump(table)
    }

    /// Writes new versions of the partitions that lose rows.
    private func filter(_ table: TableSchema, keep: (ColumnBatch) -> [Bool]) {
        for partition in Array((catalogue.versions[table.name] ?? [:]).keys) {
            let old = rowsNow(table, partition)
            let flags = keep(old)
            guard flags.contains(false) else { continue }
            put(table, partition, old.selecting(flags.indices.filter { flags[$0] }))
        }
    }

    private func rowsNow(_ table: TableSchema, _ partition: InMemoryWarehouse.Partition) -> ColumnBatch {
        catalogue.versions[table.name]?[partition].flatMap { warehouse.load($0) } ?? ColumnBatch(table)
    }

    private func put(_ table: TableSchema, _ partition: InMemoryWarehouse.Partition, _ rows: ColumnBatch) {
        let version = rows.isEmpty ? nil : warehouse.store(rows)
        state.withLock { $0.versions[table.name, default: [:]][partition] = version }
    }

    private func partitions(_ table: TableSchema, _ rows: ColumnBatch) -> [InMemoryWarehouse.Partition: [Int]] {
        guard let column = table.dateColumn, table.key.first == column else {
            return rows.isEmpty ? [:] : [InMemoryWarehouse.Partition(day: nil): Array(0..<rows.count)]
        }
        let days = rows[column].integers
        return Dictionary(grouping: 0..<rows.count) { InMemoryWarehouse.Partition(day: days[$0]) }
    }

    private func bump(_ table: TableSchema) { state.withLock { $0.counters[table.name, default: 0] += 1 } }
}

/// Lets one transaction run at a time; the others wait.
private actor Line {
    private var busy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if busy { await withCheckedContinuation { waiting.append($0) } } else { busy = true }
    }

    func leave() {
        if waiting.isEmpty { busy = false } else { waiting.removeFirst().resume() }
    }
}

/// The keys of rows: numbers compare by value and text by its bytes, which is the order in which rows are read.
struct RowKeys {
    private let vectors: [ColumnVector]

    private let count: Int

    init(_ rows: ColumnBatch, _ table: TableSchema) {
        vectors = table.key.map { rows[$0] }
        count = rows.count
    }

    /// The keys in the order of the rows.
    var list: [RowKey] { (0..<count).map { self[$0] } }
    var all: Set<RowKey> { Set(list) }

    subscript(row: Int) -> RowKey {
        RowKey(
            parts: vectors.map { vector in
                switch vector.type {
                case .text: .text(Array(vector.texts[row].utf8))
                case .real: .real(vector.reals[row])
                default: .integer(vector.integers[row])
                }
            })
    }
}

/// A row's key.
struct RowKey: Hashable, Comparable {
    enum Part: Hashable {
        case integer(Int)
        case real(Double)
        case text([UInt8])
    }

    let parts: [Part]

    static func < (a: RowKey, b: RowKey) -> Bool {
        for (left, right) in zip(a.parts, b.parts) where left != right {
            switch (left, right) {
            case (.integer(let x), .integer(let y)): return x < y
            case (.real(let x), .real(let y)): return x < y
            case (.text(let x), .text(let y)): return x.lexicographicallyPrecedes(y)
            default: return false
            }
        }
        return false
    }
}
