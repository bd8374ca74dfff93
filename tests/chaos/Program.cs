using Signaling.Chaos;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
return await new Suite(Options.Parse(args)).RunAsync(stopping.Token);
