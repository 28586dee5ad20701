/// Where shots come from and how often they go in.
struct ShotMaker {
    /// A shot as the league's own chart would have it.
    struct Shot {
        var player: Int
        var made: Bool
        var value: Int
        var zone: String
        var area: (name: String, code: String)
        /// Tenths of feet from the hoop; x negative on the left.
        var x: Int
        var y: Int
        var distance: Int
        var action: String
        var period = 1
        var secondsLeft = 0

        var range: String {
            if zone == "Backcourt" { return "Back Court Shot" }
            return distance < 8
                ? "Less Than 8 ft." : distance < 16 ? "8-16 ft." : distance < 24 ? "16-24 ft." : "24+ ft."
        }
    }

    /// A shot of a player.
    static func shot(_ player: SimulatedPlayer, _ random: inout SeededGenerator) -> Shot {
        let kind = random.pick(weights: player.shotProfile)
        if kind == 3 { return three(player, &random) }
        var x = 0
        var y = 0
        repeat {
            x = random.integer(-210...210)
            y = random.integer(-40...210)
        } while !fits(kind, x, y)
        let chance = [640, 440, 410][kind] + player.touch
        let zone = ["Restricted Area", "In The Paint (Non-RA)", "Mid-Range"][kind]
        let action = kind == 0 ? ["Layup Shot", "Driving Layup Shot", "Dunk Shot"] : ["Jump Shot", "Pullup Jump shot"]
        return Shot(
            player: player.id, made: random.chance(chance), value: 2, zone: zone, area: area(kind, x), x: x, y: y,
            distance: feet(x, y), action: action[random.integer(0...(action.count - 1))])
    }

    private static func three(_ player: SimulatedPlayer, _ random: inout SeededGenerator) -> Shot {
        let heave = random.chance(6)
        let corner = !heave && random.chance(230)
        var x = 0
        var y = 0
        repeat {
            x = random.integer(-240...240)
            y = heave ? random.integer(420...800) : random.integer(-40...270)
        } while !heave && (corner ? abs(x) < 222 || y > 85 : y < 88 || feet(x, y) < 24)
        let side = x < 0 ? "Left" : "Right"
        let zone = heave ? "Backcourt" : corner ? "\(side) Corner 3" : "Above the Break 3"
        let place =
            heave
            ? ("Back Court", "BC")
            : corner
                ? ("\(side) Side", String(side.prefix(1)))
                : abs(x) < 70 ? ("Center", "C") : ("\(side) Side Center", "\(side.prefix(1))C")
        return Shot(
            player: player.id, made: random.chance(heave ? 20 : 355 + player.touch), value: 3, zone: zone, area: place,
            x: x, y: y, distance: feet(x, y), action: "Jump Shot")
    }

    private static func fits(_ kind: Int, _ x: Int, _ y: Int) -> Bool {
        let square = x * x + y * y
        let inPaint = abs(x) <= 80 && y <= 140
        switch kind {
        case 0: return square <= 40 * 40
        case 1: return inPaint && square > 40 * 40
        default: return !inPaint && square <= 215 * 215
        }
    }

    private static func area(_ kind: Int, _ x: Int) -> (String, String) {
        if kind < 2 || abs(x) < 80 { return ("Center", "C") }
        let side = x < 0 ? "Left" : "Right"
        return abs(x) > 130 ? ("\(side) Side", String(side.prefix(1))) : ("\(side) Side Center", "\(side.prefix(1))C")
    }

    private static func feet(_ x: Int, _ y: Int) -> Int { Int(Double(x * x + y * y).squareRoot() / 10) }
}
