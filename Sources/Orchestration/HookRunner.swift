import Documents
import Foundation

/// Tells hooks. What they do or fail to do never changes a decision.
package struct HookRunner: Sendable {
    let hooks: [Hook]
    /// Seconds that a hook may take.
    let timeout: Double

    package init(_ hooks: [Hook], timeout: Double = 30) {
        self.hooks = hooks
        self.timeout = timeout
    }

    /// Tells all that want to know of an event.
    ///
    /// - Returns: those that could not be told, and why.
    package func tell(_ event: RunEvent) async -> [(hook: String, reason: String)] {
        var failures: [(String, String)] = []
        for hook in hooks where hook.events.contains(event.kind.rawValue) {
            let body = event.json.line + "\n"
            let reason =
                switch hook.target {
                case .command(let line): await run(line, body)
                case .url(let url): await post(url, body)
                }
            if let reason { failures.append((hook.name, reason)) }
        }
        return failures
    }

    private func run(_ line: String, _ body: String) async -> String? {
        let shell = HookRunner.process("/bin/sh", ["-c", line])
        switch await end(of: shell, input: body, within: timeout) {
        case .exit(0): return nil
        case .exit(let status): return "ended with \(status)"
        case .failure(let reason): return reason
        }
    }

    /// Posts with `curl`, which is told everything through its input: an address may hold a secret, and arguments are seen by
    /// all users of the machine.
    private func post(_ address: String, _ body: String) async -> String? {
        guard let address = URL(string: address)?.absoluteString else { return "is no address" }
        let curl = HookRunner.process(
            "/usr/bin/env",
            [
                "curl", "--disable", "--silent", "--show-error", "--location", "--globoff", "--proto", "=http,https",
                "--max-time", "\(timeout)", "--write-out", "%{http_code}", "--output", "/dev/null", "--config", "-",
            ])
        let (answer, errors) = (Pipe(), Pipe())
        (curl.standardOutput, curl.standardError) = (answer, errors)
        let options = [("url", address), ("header", "Content-Type: application/json"), ("data-binary", body)]
        // Quoted as in JSON: of what can occur, curl reads every escape in the same way.
        let input = options.map { "\($0) = \(JSONValue.string($1).line)\n" }.joined()
        switch await end(of: curl, input: input, within: timeout + 5) {
        case .exit(0):
            let code = String(decoding: answer.fileHandleForReading.availableData, as: UTF8.self)
            return Int(code).map { (200..<300).contains($0) } == true ? nil : "answered \(code)"
        case .exit(127): return "needs curl, which is not installed"
        case .exit(let status):
            let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
                .split(separator: "\n").first { $0.hasPrefix("curl: ") }
            return said.map(String.init) ?? "curl ended with \(status)"
        case .failure(let reason): return reason
        }
    }

    private static func process(_ path: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// How a process ended.
    private enum End {
        case exit(Int32)
        /// It was not started, or did not end by itself.
        case failure(String)
    }

    private func end(of process: Process, input: String, within seconds: Double) async -> End {
        // A file, not a pipe: a command that does not read its input would end this process by SIGPIPE.
        guard let input = HookRunner.file(Data(input.utf8)) else { return .failure("its input could not be written") }
        process.standardInput = input
        let start = ContinuousClock.now
        let status: Int32? = await withCheckedContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                let pid = process.processIdentifier
                DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak process] in
                    if process?.isRunning == true { kill(pid, SIGKILL) }
                }
            } catch {
                process.terminationHandler = nil
                continuation.resume(returning: nil)
            }
        }
        guard let status else { return .failure("could not be started") }
        if process.terminationReason == .exit { return .exit(status) }
        let isLate = ContinuousClock.now - start >= .seconds(seconds)
        return .failure(isLate ? "did not end within \(seconds.formatted()) s" : "was ended by signal \(status)")
    }

    /// Bytes as a file without a name, open at its beginning; while it had one, nobody else could read it.
    private static func file(_ body: Data) -> FileHandle? {
        let name = FileManager.default.temporaryDirectory.appendingPathComponent("fullcourt-hook-XXXXXX").path
        var template = Array(name.utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        unlink(template)
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: body)
            try file.seek(toOffset: 0)
        } catch {
            return nil
        }
        return file
    }
}
