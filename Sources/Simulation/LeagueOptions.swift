import Basketball

/// What kind of league to simulate. The same options give the same bytes.
package struct LeagueOptions: Sendable {
    package var seed: UInt64
    package var seasons: [Season]
    /// An even number of teams, 2 to 30.
    package var teams: Int
    package var gamesPerTeam: Int
    package var defects: Defects
    /// Whether there are files with betting lines. The games are the same with and without.
    package var lines: Bool

    /// A small league: one season of eight teams unless told otherwise.
    package init(
        seed: UInt64 = 1, seasons: [Season] = [Season(startYear: 2023)], teams: Int = 8, gamesPerTeam: Int = 20,
        defects: Defects = [], lines: Bool = false
    ) {
        precondition((2...FictionalNames.teams.count).contains(teams) && teams % 2 == 0, "an even number of teams")
        precondition(gamesPerTeam > 0, "at least one game a team")
        self.seed = seed
        self.seasons = seasons
        self.teams = teams
        self.gamesPerTeam = gamesPerTeam
        self.defects = defects
        self.lines = lines
    }
}

/// What the real files get wrong, to be put into simulated ones on purpose.
package struct Defects: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Two games of each season carry `@` in both teams' rows.
    package static let neutralSites = Defects(rawValue: 1 << 0)
    /// The shots of five games of each season share an id that no game has.
    package static let sharedShotGameID = Defects(rawValue: 1 << 1)
    /// Shot files in the scale, offset and order of seasons that ended in 2021 and before.
    package static let oldShotCoordinates = Defects(rawValue: 1 << 2)
    /// Shot files without the two columns of positions.
    package static let twoColumnsFewer = Defects(rawValue: 1 << 3)
    /// Some teams' players have a plus-minus that does not sum to a multiple of five.
    package static let oddPlusMinus = Defects(rawValue: 1 << 4)

    /// Some lines were captured while the game was on.
    package static let linesAfterTipoff = Defects(rawValue: 1 << 5)

    package static let all: Defects = [
        .neutralSites, .sharedShotGameID, .oldShotCoordinates, .twoColumnsFewer, .oddPlusMinus, .linesAfterTipoff,
    ]
}
