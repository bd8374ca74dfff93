using System.Text.Json;
using Signaling.Api.Network;
using Signaling.Api.Problems;
using Signaling.Domain.Network;
using Signaling.Domain.Network.Planning;

namespace Signaling.Api.Commands;

/// <summary><c>plan</c>: the planner without a service, on two files.</summary>
internal static class PlanCommand
{
    private const string Usage = """
        usage: plan --scenario SCENARIO.json [--network NETWORK.json] [--text]

        Prints which way the call of the scenario goes in the network, as JSON or, with --text, as lines.
        The files are as POST /v1/route-plans takes them, `network` and `scenario` each on its own.
        """;

    private static readonly JsonSerializerOptions Indented = new(ApiJsonOptions.Default) { WriteIndented = true };

    /// <summary>Prints the plan on <paramref name="output"/>, or what is wrong on <paramref name="error"/>.</summary>
    /// <returns>0; 1 when there is no plan; 2 when the arguments or files are wrong.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["--help" or "-h"]) return Say(output, Usage, 0);
        if (TryRead(args, out var scenarioFile, out var networkFile, out var asText) is { } wrong) return Say(error, $"plan: {wrong}\n{Usage}", 2);
        if (TryLoad<Scenario>(scenarioFile, out var scenario) is { } badScenario) return Say(error, $"plan: {badScenario}", 2);
        NetworkDocument? network = null;
        if (networkFile is not null && TryLoad(networkFile, out network) is { } badNetwork) return Say(error, $"plan: {badNetwork}", 2);
        if (!NetworkModel.TryBuild(network ?? new(), out var model, out var faults))
            return Say(error, string.Join('\n', faults.Select(fault => $"plan: {fault.Path}: {Problem.CodeOf(fault.Code)}. {fault.Detail}")), 2);

        return RoutePlanner.Plan(scenario!, model!) switch
        {
            PlanOutcome.Refused refused => Say(error, $"plan: {Problem.CodeOf(refused.Error)}{(refused.Participant is { } who ? $" ({who})" : "")}. {refused.Detail}", 1),
            PlanOutcome.Planned planned when asText => Say(output, PlanText.Of(RoutePlanResponse.Of(planned.Plan)), 0),
            PlanOutcome.Planned planned => Say(output, JsonSerializer.Serialize(RoutePlanResponse.Of(planned.Plan), Indented), 0),
            _ => throw new InvalidOperationException("The planner has two outcomes."),
        };
    }

    private static string? TryRead(string[] args, out string scenario, out string? network, out bool asText)
    {
        (scenario, network, asText) = ("", null, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--text") asText = true;
            else if (args[i] is not ("--scenario" or "--network")) return $"there is no option {args[i]}.";
            else if (i + 1 == args.Length) return $"{args[i]} needs a file.";
            else if (args[i] == "--scenario") scenario = args[++i];
            else network = args[++i];
        }

        return scenario.Length == 0 ? "--scenario is missing." : null;
    }

    private static string? TryLoad<T>(string file, out T? value) where T : class
    {
        value = null;
        try
        {
            var text = File.ReadAllBytes(file);
            if (text.Length == 0) return $"{file} is empty.";
            if (DocumentShape.Check(text, typeof(T)) is { Count: > 0 } wrong) return string.Join('\n', wrong.Select(one => $"{file}, at {(one.Path is "" ? "$" : one.Path)}: {one.Detail}"));
            value = JsonSerializer.Deserialize<T>(text, ApiJsonOptions.Default);
            return value is null ? $"{file} holds null." : null;
        }
        catch (JsonException failure)
        {
            return $"{file}{Place(failure)}: {failure.Message.Split(" LineNumber: ")[0]}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read.";
        }
    }

    // As editors count, from one; the exception counts bytes, from zero.
    private static string Place(JsonException failure) => failure is { LineNumber: { } line, BytePositionInLine: { } at } ? $", line {line + 1}, column {at + 1}" : $", at {failure.Path ?? "$"}";

    private static int Say(TextWriter to, string text, int exitCode)
    {
        to.WriteLine(text);
        return exitCode;
    }
}
