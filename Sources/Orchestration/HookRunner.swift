import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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
            let body = Data((event.json.line + "\n").utf8)
            let reason =
                switch hook.target {
                case .command(let line): await run(line, body)
                case .url(let url): await post(url, body)
                }
            if let reason { failures.append((hook.name, reason)) }
        }
        return failures
    }

    private func run(_ line: String, _ body: Data) async -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        // A file, not a pipe: a command that does not read its input would end this process by SIGPIPE.
        guard let input = HookRunner.file(body) else { return "its input could not be written" }
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status: Int32? = await withCheckedContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                let pid = process.processIdentifier
                DispatchQueue.global().asyncAfter(deadline: .now() + timeout) { [weak process] in
                    if process?.isRunning == true { kill(pid, SIGKILL) }
                }
            } catch {
                process.terminationHandler = nil
                continuation.resume(returning: nil)
            }
        }
        guard let status else { return "could not be started" }
        return status == 0 ? nil : "ended with \(status)"
    }

    /// Bytes as a file without a name, open at its beginning.
    private static func file(_ body: Data) -> FileHandle? {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("fullcourt-hook-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        guard (try? body.write(to: url)) != nil else { return nil }
        return try? FileHandle(forReadingFrom: url)
    }

    private func post(_ address: String, _ body: Data) async -> String? {
        guard let url = URL(string: address) else { return "is no address" }
        var request = URLRequest(url: url, timeoutInterval: timeout)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = body
        do {
            let (_, response) = try await URLSession.shared.data(for: request)
            guard let status = (response as? HTTPURLResponse)?.statusCode else { return "gave no answer" }
            return (200..<300).contains(status) ? nil : "answered \(status)"
        } catch {
            return error.localizedDescription
        }
    }
}
