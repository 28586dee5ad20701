// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets; packages we depend on are not affected.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// `make test` optimizes what is tested: the tests take a fifth of the processor time, for half as much more to build. The
/// compiler says of each module that this replaces batch mode.
let optimized: [SwiftSetting] =
    Context.environment["FULLCOURT_OPTIMIZED_TESTS"] == nil
    ? [] : [.unsafeFlags(["-O", "-wmo", "-num-threads", "2"], .when(configuration: .debug))]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + optimized)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Of Intel, for Intel's processors and AMD's; elsewhere libcrypto does what it does.
#if arch(x86_64) && os(Linux)
    let multiBuffer: [Target] = [.systemLibrary(name: "CMultiBuffer", providers: [.apt(["libipsec-mb-dev"])])]
#else
    let multiBuffer: [Target] = []
#endif

let package = Package(
    name: "fullcourt",
    products: [.executable(name: "fullcourt", targets: ["fullcourt"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: multiBuffer + [
        .systemLibrary(name: "CDeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CTuning", providers: [.apt(["libmimalloc-dev", "libsqlite3-dev"])]),
        library("Basketball"),
        library("Documents", [.product(name: "Yams", package: "Yams")]),
        library(
            "Storage",
            [
                "Basketball", "CXXHash", "CCrypto",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ] + multiBuffer.map { .target(name: $0.name) }),
        library("Ingest", ["Storage", "CDeflate"]),
        library("Planning", ["Storage"]),
        library("Pipeline", ["Planning"]),
        library("Quality", ["Pipeline", "Documents"]),
        library("Orchestration", ["Quality"]),
        library("Simulation", ["Basketball"]),
        library(
            "FullcourtCLI",
            [
                "Documents", "Ingest", "Orchestration", "Pipeline", "Quality", "Simulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "fullcourt", dependencies: ["FullcourtCLI", "CTuning"], swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["Documents", "Ingest", "Pipeline", "Simulation"],
            path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("BasketballTests", ["Basketball"]),
        tests("DocumentsTests", ["Documents", "TestSupport"]),
        tests("StorageTests", ["Storage", "Simulation", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("IngestTests", ["Ingest", "Simulation", "TestSupport"]),
        tests("PlanningTests", ["Planning", "Pipeline", "Documents", "TestSupport"]),
        tests("PipelineTests", ["Pipeline", "Ingest", "Simulation", "TestSupport"]),
        tests("SimulationTests", ["Simulation", "Ingest", "TestSupport"]),
        tests("QualityTests", ["Quality", "Ingest", "Simulation", "TestSupport"]),
        tests("OrchestrationTests", ["Orchestration", "Ingest", "Simulation", "TestSupport"]),
        tests("FullcourtCLITests", ["FullcourtCLI", "fullcourt", "Simulation", "TestSupport"]),
    ]
)
