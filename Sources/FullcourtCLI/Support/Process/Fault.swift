import Foundation
import Ingest

/// An error that can say what was wrong, where, and what to do; the errors of other layers are adapted to it.
///
///     extension StorageError: Described {}
package protocol Described: Error {
    /// What was wrong, as a sentence or a part of one.
    var message: String { get }
    /// Where: file, line, column, table, date.
    var place: String? { get }
    /// What to do about it.
    var remedy: String? { get }
    /// How the process ends because of it; `dataError` unless told otherwise.
    var exitStatus: ExitStatus { get }
}

extension Described {
    package var place: String? { nil }
    package var remedy: String? { nil }
    package var exitStatus: ExitStatus { .dataError }
}

/// An error as it is printed.
package struct Fault: Described, Equatable {
    package let message: String
    package let place: String?
    package let remedy: String?
    package let exitStatus: ExitStatus

    /// An error of the command line itself.
    package init(
        _ message: String, place: String? = nil, remedy: String? = nil, status exitStatus: ExitStatus = .dataError
    ) {
        self.message = message
        self.place = place
        self.remedy = remedy
        self.exitStatus = exitStatus
    }

    /// Any error; one that is not `Described` has but a message. ArgumentParser's own errors do not belong here.
    package init(adapting error: any Error) {
        switch error {
        case let error as any Described:
            self.init(error.message, place: error.place, remedy: error.remedy, status: error.exitStatus)
        case is CancellationError: self.init("stopped before the work was complete", status: .incomplete)
        case TextStream.Failure.system(let code): self.init("cannot write: \(String(cString: strerror(code)))")
        case let error as any LocalizedError: self.init(error.errorDescription ?? String(describing: error))
        case let error as any CustomNSError: self.init(error.localizedDescription)
        case let error as NSError where type(of: error) == NSError.self: self.init(error.localizedDescription)
        default: self.init(String(describing: error))
        }
    }

    /// `error: message (place). Remedy.`, ended by a line feed.
    package func text(colored: Bool) -> String {
        let start = Style.bad.apply(to: "error:", colored: colored) + " " + Fault.withoutPeriod(message.printable)
        let place = place.map { " (\($0.printable))" } ?? ""
        let remedy = remedy.map { " " + Fault.sentence($0.printable) } ?? ""
        return start + place + "." + remedy + "\n"
    }

    /// Prints an error and gives the status to end with. A closed pipe is no error: nothing is printed, success.
    package static func report(
        _ error: any Error, terminal: Terminal, write: (String) -> Void = { TextStream.error.show($0) }
    ) -> ExitStatus {
        if case TextStream.Failure.closed = error { return .success }
        // One or several files are at fault; either way none was imported.
        if let all = (error as? ImportErrors)?.errors ?? (error as? ImportError).map({ [$0] }) {
            for one in all { write(Fault(adapting: one).text(colored: terminal.errorColored)) }
            write("Nothing was imported.\n")
            return .dataError
        }
        let fault = Fault(adapting: error)
        write(fault.text(colored: terminal.errorColored))
        return fault.exitStatus
    }

    private static func withoutPeriod(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

    /// A capital at the beginning, unless it is a command, and a period or question mark at the end.
    private static func sentence(_ text: String) -> String {
        let start = text.hasPrefix("fullcourt") ? text : text.prefix(1).uppercased() + text.dropFirst()
        return start.hasSuffix("?") ? start : withoutPeriod(start) + "."
    }
}
