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
        guard let status = await end(of: shell, input: body, within: timeout) else { return "could not be started" }
        return status == 0 ? nil : "ended with \(status)"
    }

    /// Posts with `curl`, which is told everything through its input: an address may hold a secret, and arguments are seen by
    /// all users of the machine.
    private func post(_ address: String, _ body: String) async -> String? {
        let curl = HookRunner.process(
            "/usr/bin/env",
            [
                "curl", "--silent", "--show-error", "--location", "--globoff", "--proto", "=http,https",
                "--max-time", "\(timeout)", "--write-out", "%{http_code}", "--output", "/dev/null", "--config", "-",
            ])
        let (answer, errors) = (Pipe(), Pipe())
        (curl.standardOutput, curl.standardError) = (answer, errors)
        let options = [("url", address), ("header", "Content-Type: application/json"), ("data-binary", body)]
        let input = options.map { "\($0) = \"\(HookRunner.escaped($1))\"\n" }.joined()
        guard let status = await end(of: curl, input: input, within: timeout + 5) else { return "could not be started" }
        guard status == 0 else {
            let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
            return status == 127
                ? "needs curl, which is not installed"
                : said.split(separator: "\n").last.map(String.init) ?? "curl ended with \(status)"
        }
        let code = String(decoding: answer.fileHandleForReading.availableData, as: UTF8.self)
        return Int(code).map { (200..<300).contains($0) } == true ? nil : "answered \(code)"
    }

    /// A value between quotation marks in a file of curl's options.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    private static func process(_ path: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// How a process ended that was given an input and some seconds; nil when it could not be started.
    private func end(of process: Process, input: String, within seconds: Double) async -> Int32? {
        // A file, not a pipe: a command that does not read its input would end this process by SIGPIPE.
        guard let input = HookRunner.file(Data(input.utf8)) else { return nil }
        process.standardInput = input
        return await withCheckedContinuation { continuation in
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
    }

    /// Bytes as a file without a name, open at its beginning.
    private static func file(_ body: Data) -> FileHandle? {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("fullcourt-hook-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        guard FileManager.default.createFile(atPath: url.path, contents: body, attributes: [.posixPermissions: 0o600])
        else { return nil }
        return try? FileHandle(forReadingFrom: url)
    }
}
