/// What one look of the doctor found, and what to do about it.
struct Finding: Listing {
    enum Result: String {
        case good = "ok"
        case warning
        case fault
        /// Not looked at, because something before it failed.
        case skipped
    }

    static let columns = ["check", "result", "found", "what_to_do"].map { ListingColumn($0) }

    let check: String
    let result: Result
    let found: String
    let remedy: String
    /// How the process ends because of a fault.
    let status: ExitStatus

    init(_ check: String, _ result: Result, _ found: String, remedy: String = "", status: ExitStatus = .dataError) {
        self.check = check
        self.result = result
        self.found = found
        self.remedy = remedy
        self.status = status
    }

    /// An error as a finding.
    init(_ check: String, _ error: any Error) {
        let fault = Fault(adapting: error)
        self.init(
            check, .fault, fault.message + (fault.place.map { " (\($0))" } ?? ""), remedy: fault.remedy ?? "",
            status: fault.exitStatus)
    }

    var cells: [Cell] {
        let style: Style =
            switch result {
            case .good: .good
            case .warning: .warn
            case .fault: .bad
            case .skipped: .dim
            }
        return [
            .text(check), Cell.text(result.rawValue).styled(style), .text(found), .text(remedy.isEmpty ? nil : remedy),
        ]
    }
}
