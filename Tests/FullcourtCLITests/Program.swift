import Foundation
import TestSupport
import Testing

/// The built program, run as a process of its own.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let error: String
    }

    /// `fullcourt` beside the test bundle.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("fullcourt").path

    /// Runs to its end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        try finish(make(arguments, environment))
    }

    /// Runs a line of the shell, which finds `fullcourt`, in a folder.
    static func run(shell line: String, in folder: TemporaryFolder) throws -> Result {
        let search = "\(URL(fileURLWithPath: path).deletingLastPathComponent().path):/usr/bin:/bin"
        let process = make(["-eu", "-o", "pipefail", "-c", line], ["PATH": search])
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        return try finish(process)
    }

    private static func finish(_ process: Process) throws -> Result {
        let output = Pipe()
        // Errors go to a file: the output alone is drained while the process runs, and no source of events must be given up.
        let folder = try TemporaryFolder()
        let file = URL(fileURLWithPath: try folder.write("errors", ""))
        let errors = try FileHandle(forWritingTo: file)
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try errors.close()
        return Result(
            status: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            error: String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    /// Starts and sends a signal when a number of microseconds is over, unless the program ends before.
    ///
    /// - Returns: whether the signal came in time.
    static func run(_ arguments: [String], signal: Int32, after microseconds: Int) throws -> (
        killed: Bool, status: Int32
    ) {
        let process = make(arguments, [:])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let inTime = ended.wait(timeout: .now() + .microseconds(microseconds)) == .timedOut
        if inTime { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return (inTime && process.terminationReason == .uncaughtSignal, process.terminationStatus)
    }

    /// Starts and does not wait.
    static func start(_ arguments: [String]) throws -> Process {
        let process = make(arguments, [:])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func make(_ arguments: [String], _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("FULLCOURT_") }
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] { all[name] = nil }
        process.environment = all.merging(environment) { $1 }
        return process
    }
}
