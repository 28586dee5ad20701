/// Brings the coordinates of a shot file into tenths of feet from the hoop centre, y towards half court, x as the
/// league's own shot chart has it (negative on the left).
///
/// Files differ in scale, offset and mirror and do not say so. Each candidate is tried on a sample: the right one is
/// that whose distances are the file's own `SHOT_DISTANCE` and whose left is the file's left.
struct ShotCoordinates: Sendable, Equatable {
    let name: String
    /// Tenths of feet = sign x (thousandths - offset) / divisor.
    let xSign: Int
    let divisor: Int
    let yOffset: Int

    /// ShotChartDetail: already tenths of feet.
    static let shotChart = ShotCoordinates(name: "tenths of feet", xSign: 1, divisor: 1000, yOffset: 0)
    /// Files of seasons that ended in 2021 and before.
    static let hundredths = ShotCoordinates(name: "x / 100, y / 100 + 5.775", xSign: 1, divisor: 10, yOffset: 5775)
    /// Files of seasons that ended in 2022 and later.
    static let mirrored = ShotCoordinates(name: "-x / 10, y / 10 + 5.25", xSign: -1, divisor: 100, yOffset: 5250)

    static let known: [ShotCoordinates] = {
        var all: [ShotCoordinates] = []
        for form in [mirrored, hundredths, shotChart] {
            all.append(form)
            all.append(
                ShotCoordinates(
                    name: form.name + ", other side", xSign: -form.xSign, divisor: form.divisor, yOffset: form.yOffset))
        }
        return all
    }()

    /// Tenths of feet from thousandths of the file's unit.
    func tenths(x: Int, y: Int) -> (x: Int, y: Int) {
        (ShotCoordinates.divide(xSign * x, divisor), ShotCoordinates.divide(y - yOffset, divisor))
    }

    /// Which side of the court a shot's zone is on.
    enum Side: Sendable { case left, right, neither }

    /// A shot of the sample.
    struct Sample: Sendable {
        let x: Int
        let y: Int
        let distance: Int
        let side: Side
    }

    /// The form that fits at least 95 % of the sample in distance and in side; nil when none does.
    static func recognise(_ samples: [Sample]) -> ShotCoordinates? {
        guard !samples.isEmpty else { return nil }
        let best = known.map { ($0, $0.agreement(samples)) }.max { $0.1 < $1.1 }
        guard let best, best.1 >= 0.95 else { return nil }
        return best.0
    }

    /// The smaller of the shares of shots whose distance fits to a foot and whose side fits.
    func agreement(_ samples: [Sample]) -> Double {
        var near = 0
        var sided = 0
        var sideFits = 0
        for sample in samples {
            let (x, y) = tenths(x: sample.x, y: sample.y)
            let feet = Double(x * x + y * y).squareRoot() / 10
            if abs(feet - Double(sample.distance) - 0.5) <= 1 { near += 1 }
            guard sample.side != .neither, x != 0 else { continue }
            sided += 1
            if (x < 0) == (sample.side == .left) { sideFits += 1 }
        }
        let sides = sided == 0 ? 1 : Double(sideFits) / Double(sided)
        return min(Double(near) / Double(samples.count), sides)
    }

    /// Quotient rounded to nearest, halves away from zero.
    private static func divide(_ value: Int, _ by: Int) -> Int {
        value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by)
    }
}
