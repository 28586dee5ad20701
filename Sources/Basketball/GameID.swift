/// What kind of game a game id names: its digits 1-3.
package enum SeasonType: String, Sendable, CaseIterable {
    case regularSeason = "regular_season"
    case playoffs
    case playIn = "play_in"
    case cupFinal = "cup_final"
    case preseason
    case allStar = "all_star"

    /// Preseason and All-Star games are recorded as excluded; the other types form one season.
    package var isCovered: Bool { self != .preseason && self != .allStar }
}

/// A league game id: ten digits, text, leading zeros kept (`0022300061`). Held as its number.
package struct GameID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int

    /// An id of up to ten digits; nil when its first three digits name no type of game.
    package init?(number: Int) {
        guard number >= 0, number <= 9_999_999_999, GameID.type(number) != nil else { return nil }
        self.number = number
    }

    /// Reads the digits, with or without leading zeros.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.count <= 10, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text)
        else { return nil }
        self.init(number: number)
    }

    package var seasonType: SeasonType { GameID.type(number) ?? .preseason }

    /// Digits 4-5 are the year the season starts in.
    package var season: Season {
        let year = number / 100_000 % 100
        return Season(startYear: year >= 46 ? 1900 + year : 2000 + year)
    }

    /// Ten digits.
    package var description: String { GameID.text(number) }

    /// Ten digits of an id's number, leading zeros kept.
    package static func text(_ number: Int) -> String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            if let base = buffer.baseAddress { write(number, to: base) }
            return 10
        }
    }

    /// Writes the ten digits at `target`.
    package static func write(_ number: Int, to target: UnsafeMutablePointer<UInt8>) {
        var rest = number
        for index in (0..<10).reversed() {
            target[index] = UInt8(48 + rest % 10)
            rest /= 10
        }
    }

    package static func < (a: GameID, b: GameID) -> Bool { a.number < b.number }

    private static func type(_ number: Int) -> SeasonType? {
        switch number / 10_000_000 {
        case 1: .preseason
        case 2: .regularSeason
        case 3: .allStar
        case 4: .playoffs
        case 5: .playIn
        case 6: .cupFinal
        default: nil
        }
    }
}
