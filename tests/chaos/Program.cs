using Signaling.Chaos;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
using var suite = new Suite(Options.Parse(args));
return await suite.RunAsync(stopping.Token);
