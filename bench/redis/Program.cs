using System.Globalization;
using Signaling.Bench.Redis;

// dotnet run -c Release --project bench/redis -- host:port [rounds]
var endpoint = args.Length > 0 ? args[0] : "127.0.0.1:6379";
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
await using var bench = await ScriptTimes.StartAsync(endpoint);
await bench.RoundAsync(); // warms up, and is not counted
var measured = new Dictionary<string, List<(double Microseconds, double Ratio)>>();
for (var round = 0; round < rounds; round++)
{
    var times = await bench.RoundAsync();
    var plain = times.First(time => time.Step == ScriptTimes.Plain).Microseconds;
    foreach (var (step, microseconds) in times)
    {
        if (!measured.TryGetValue(step, out var list)) measured[step] = list = [];
        list.Add((microseconds, microseconds / plain));
    }
}

Console.WriteLine($"Redis time of one script, and its ratio to a plain script of nine writes with 2.5 KB in the same round; medians of {rounds} rounds of {ScriptTimes.Calls} calls");
foreach (var (step, list) in measured)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step,-22} {Median(list.Select(time => time.Microseconds)),7:0.0} µs  {Median(list.Select(time => time.Ratio)),6:0.00}"));

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
