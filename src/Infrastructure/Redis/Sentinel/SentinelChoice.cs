namespace Signaling.Infrastructure.Redis.Sentinel;

/// <summary>Which of several Sentinels to believe.</summary>
internal static class SentinelChoice
{
    /// <summary>The primary: as the Sentinel says that knows of the latest failover. What is older than what is believed already counts only
    /// where most Sentinels say it: one that was cut off does not lead back to the primary of before.</summary>
    /// <param name="sentinels">How many Sentinels there are, those that do not answer too.</param>
    /// <returns>What to believe from now on; null while nothing is known.</returns>
    public static SentinelAnswer.Primary? Of(IEnumerable<SentinelAnswer> answers, SentinelAnswer.Primary? believed, int sentinels)
    {
        var latest = answers.OfType<SentinelAnswer.Primary>().GroupBy(said => said)
            .OrderByDescending(said => said.Key.Epoch).ThenByDescending(said => said.Count()).ThenBy(said => said.Key.Address == believed?.Address ? 0 : 1).FirstOrDefault();
        return latest is not null && (believed is null || latest.Key.Epoch > believed.Epoch || latest.Count() * 2 > sentinels) ? latest.Key : believed;
    }
}
