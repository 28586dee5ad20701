// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets; packages we depend on are not affected.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "fullcourt",
    targets: [
        library("Basketball"),
        tests("BasketballTests", ["Basketball"]),
    ]
)
