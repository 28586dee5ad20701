import Basketball
import Foundation
import Storage

/// A plan in a file: what was asked, what shall run, and the state of the world it was made from.
package struct SavedPlan: Codable, Sendable, Hashable {
    /// What was asked.
    package struct Request: Codable, Sendable, Hashable {
        package let tables: [String]
        package let dates: [String]
        package let only: [String]
        package let newestFirst: Bool
        package let limit: Int?
        package let forceReason: String?
        package let acceptPartialReason: String?
        package let failFast: Bool
    }

    /// A unit that shall run, as it stood.
    package struct Step: Codable, Sendable, Hashable {
        package let table: String
        package let date: String
        package let state: String
        package let reason: String
        /// Digest of what the ledger had of it.
        package let entry: String

        /// Nil when the file was changed into something that names no date.
        package var unit: Unit? { GameDate(date).map { Unit(table, $0) } }
    }

    /// Digests of everything that the plan was made from.
    package struct World: Codable, Sendable, Hashable {
        package let rawData: String
        package let settings: String
        package let codeVersions: String
        /// The ledger's entries of all other units of the plan's tables and of all that these read.
        package let ledger: String
    }

    package let schemaVersion: Int
    /// SHA-256 of all that follows.
    package let hash: String
    package let request: Request
    package let world: World
    package let units: [Step]
    package let followers: [Step]

    /// Why a file is no plan.
    package struct Invalid: Error, Sendable {
        package let message: String
    }

    /// - Parameter registry: every computed table, each behind those it reads.
    package init(_ plan: Plan, _ states: UnitStates, registry: [PlannedTable]) {
        request = Request(
            tables: plan.tables.map(\.name), dates: plan.dates.map(\.description),
            only: plan.policy.only.map(\.rawValue).sorted(), newestFirst: plan.policy.newestFirst,
            limit: plan.policy.limit, forceReason: plan.policy.forceReason,
            acceptPartialReason: plan.policy.acceptPartialReason, failFast: plan.policy.failFast)
        units = plan.units.map(Step.init)
        followers = plan.followers.map(Step.init)
        let read = TableSelector.upstream(of: plan.tables, among: registry)
        world = World(states, tables: read, without: Set((plan.units + plan.followers).map(\.unit)))
        schemaVersion = 1
        hash = SavedPlan.hash(request, world, units, followers)
    }

    /// Reads a file's bytes and checks its hash.
    package init(_ data: Data) throws(Invalid) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { self = try decoder.decode(SavedPlan.self, from: data) } catch {
            throw Invalid(message: "the file is no saved plan")
        }
        guard schemaVersion == 1 else { throw Invalid(message: "the plan was saved by another version of fullcourt") }
        guard hash == SavedPlan.hash(request, world, units, followers) else {
            throw Invalid(message: "the plan was changed after it was saved: its hash does not fit")
        }
    }

    /// The file's bytes; the same plan gives the same bytes.
    package func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    package var policy: PlanPolicy {
        PlanPolicy(
            only: Set(request.only.compactMap(PlanPolicy.Only.init)), newestFirst: request.newestFirst,
            limit: request.limit, forceReason: request.forceReason, acceptPartialReason: request.acceptPartialReason,
            failFast: request.failFast)
    }

    private static func hash(_ request: Request, _ world: World, _ units: [Step], _ followers: [Step]) -> String {
        struct Content: Codable {
            let request: Request
            let world: World
            let units: [Step]
            let followers: [Step]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = Content(request: request, world: world, units: units, followers: followers)
        let data = (try? encoder.encode(content)) ?? Data()
        return "\(SHA256Digest(of: Array(data)))"
    }
}

extension SavedPlan.Step {
    init(_ report: UnitReport) {
        table = report.unit.table
        date = "\(report.unit.date)"
        state = report.state.status.rawValue
        reason = report.state.reason
        entry = SavedPlan.digest(of: report.entry)
    }
}

extension SavedPlan {
    /// Digest of what the ledger has of a unit; empty where it has nothing.
    static func digest(of entry: LedgerEntry?) -> String {
        guard let entry else { return "" }
        let text =
            "\(entry.status.rawValue) \(entry.reason) \(entry.inputDigest) \(entry.outputDigest) \(entry.attempt)"
        return "\(SHA256Digest(of: text))"
    }
}

extension SavedPlan.World {
    /// - Parameters:
    ///   - tables: the plan's tables and all that these read, directly or not.
    ///   - own: the plan's own units, whose entries the plan itself will change.
    init(_ states: UnitStates, tables: [PlannedTable], without own: Set<Unit>) {
        rawData = states.calendar.digest
        let settings = states.settings
        let overrides = settings.minCompleteByTable.keys.sorted().map { "\($0)=\(settings.minComplete($0))" }
        self.settings =
            "\(SHA256Digest(of: "\(settings.bootstrapMode) \(settings.bootstrapDays) \(settings.bookmakers) \(settings.minComplete) \(overrides)"))"
        codeVersions = "\(SHA256Digest(of: tables.map(\.declaration).joined()))"
        var text = ""
        for name in tables.map(\.name).sorted() {
            for entry in states.ledger.entries(of: name).values.sorted(by: { $0.unit < $1.unit }) {
                guard !own.contains(entry.unit) else { continue }
                text += "\(entry.unit) \(SavedPlan.digest(of: entry))\n"
            }
        }
        ledger = "\(SHA256Digest(of: text))"
    }
}

extension LeagueCalendar {
    /// SHA-256 over the sums of everything raw that computed tables can read.
    package var digest: String {
        let text = gameDates.map { date -> String in
            let day = day(date)
            return "\(date) \(day.resultsSum) \(day.scheduleSum)\n"
        }
        return "\(SHA256Digest(of: text.joined() + "\(peopleSum)"))"
    }
}
