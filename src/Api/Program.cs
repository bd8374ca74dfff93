using Microsoft.AspNetCore.Connections;
using Signaling.Api;
using Signaling.Api.Commands;

if (args is ["health"]) return await HealthCommand.RunAsync();
if (CommandLine.Run(args, () => WebApplication.CreateBuilder().Configuration, Console.Out, Console.Error) is { } exitCode) return exitCode;
if (args.Contains(CheckConfigCommand.Switch)) return CheckConfigCommand.Run(args, Console.Out, Console.Error);

await using var edge = Edge.Build(args);
if (Edge.FaultsOf(edge) is { Count: > 0 } faults)
{
    await Console.Error.WriteLineAsync($"The edge cannot start:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"))}");
    return 1;
}

try
{
    await edge.RunAsync();
    return 0;
}
catch (IOException failure) when (failure.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"The edge cannot start: {failure.Message} Stop what listens there, or choose other addresses with --urls.");
    return 1;
}
