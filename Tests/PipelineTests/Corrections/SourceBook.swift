import Basketball
import Foundation
import Simulation
import TestSupport

/// The lines of a simulated league's files as they stand now, by game, to correct and to write again.
struct SourceBook {
    /// Positions of columns in a players' and in a teams' line.
    enum Player {
        static let id = 1
        static let name = 2
        static let team = 3
        static let game = 6
        static let date = 7
        static let minutes = 10
        /// Assists, steals, blocks, turnovers and fouls: no identity of the door looks at them.
        static let counts = 23...27
    }
    enum Team {
        static let game = 4
        static let date = 5
        static let counts = 22...26
    }

    private(set) var players: [String: [[String]]] = [:]
    private(set) var teams: [String: [[String]]] = [:]
    private(set) var shots: [String: [String]] = [:]
    private var headers: [String] = []
    private let people: String

    /// - Parameter league: of one or more seasons without defects.
    init(_ league: SimulatedLeague) {
        let files = league.files
        people = files.last?.text ?? ""
        headers = files.prefix(3).map { String($0.text.prefix { $0 != "\n" }) }
        for (index, file) in files.dropLast().enumerated() {
            let lines = file.text.split(separator: "\n").dropFirst()
            for line in lines {
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                switch index % 3 {
                case 0: players[fields[Player.game], default: []].append(fields)
                case 1: teams[fields[Team.game], default: []].append(fields)
                default:
                    guard let game = fields.first(where: { $0.hasPrefix("2") && $0.count == 8 }) else { continue }
                    shots["00" + game, default: []].append(String(line))
                }
            }
        }
    }

    /// Ids of all games, in order.
    var games: [String] { teams.keys.sorted() }

    func date(_ game: String) -> GameDate? { teams[game].flatMap { GameDate($0[0][Team.date]) } }

    /// Writes the files of some games.
    func write(_ games: [String], to folder: TemporaryFolder, _ name: String, people withPeople: Bool = false) throws {
        let parts = [
            games.flatMap { players[$0] ?? [] }.map { $0.joined(separator: ",") },
            games.flatMap { teams[$0] ?? [] }.map { $0.joined(separator: ",") },
            games.flatMap { shots[$0] ?? [] },
        ]
        for (index, lines) in parts.enumerated() where !lines.isEmpty {
            try folder.write("\(name)/\(index).csv", ([headers[index]] + lines).joined(separator: "\n") + "\n")
        }
        if withPeople { try folder.write("\(name)/people.csv", people) }
    }

    /// Writes single lines of players.
    func write(players lines: [[String]], to folder: TemporaryFolder, _ name: String) throws {
        try folder.write(
            "\(name)/0.csv", ([headers[0]] + lines.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n")
    }

    /// Writes single lines of teams.
    func write(teams lines: [[String]], to folder: TemporaryFolder, _ name: String) throws {
        try folder.write(
            "\(name)/1.csv", ([headers[1]] + lines.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n")
    }

    /// Writes the file of persons with another birthdate of one of them.
    func writePeople(_ change: (inout [String]) -> Void, line: Int, to folder: TemporaryFolder, _ name: String) throws {
        let lines = people.split(separator: "\n").map(String.init)
        var fields = lines[1 + line % (lines.count - 1)].split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        change(&fields)
        try folder.write("\(name)/people.csv", lines[0] + "\n" + fields.joined(separator: ",") + "\n")
    }

    mutating func setPlayer(_ game: String, _ row: Int, _ column: Int, _ value: String) {
        players[game]?[row][column] = value
    }

    mutating func setTeam(_ game: String, _ row: Int, _ column: Int, _ value: String) {
        teams[game]?[row][column] = value
    }

    mutating func remove(_ game: String, player row: Int) { players[game]?.remove(at: row) }

    mutating func move(_ game: String, to date: GameDate) {
        for row in players[game]?.indices ?? 0..<0 { players[game]?[row][Player.date] = "\(date)" }
        for row in teams[game]?.indices ?? 0..<0 { teams[game]?[row][Team.date] = "\(date)" }
    }
}
