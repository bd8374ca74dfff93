using Signaling.Domain.Events;
using Xunit;

namespace Signaling.Domain.Tests.Events;

public sealed class CursorTests
{
    [Theory]
    [InlineData("0-0.n")]
    [InlineData("1700000000000-3.x7Gq_-9")]
    [InlineData("253402300799999-9223372036854775807.n")] // the last instant that .NET knows
    public void TryParse_WhatToStringWrote_RoundTrips(string text)
    {
        Assert.True(Cursor.TryParse(text, out var cursor));
        Assert.Equal(text, cursor.ToString());
        Assert.True(cursor.At >= DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1-2")]
    [InlineData("1.n")]
    [InlineData("1-2.")]
    [InlineData("-1-2.n")]
    [InlineData("1--2.n")]
    [InlineData("1-.n")]
    [InlineData("1.2-n")]
    [InlineData("1-2.n\n")]
    [InlineData("1-2.n*")]
    [InlineData("1-2.n.m")]
    [InlineData(" 1-2.n")]
    [InlineData("+1-2.n")]
    [InlineData("1\0-2.n")]
    [InlineData("0x1-2.n")]
    [InlineData("١-٢.n")] // digits, but not ours
    [InlineData("253402300800000-0.n")]
    [InlineData("9223372036854775808-0.n")]
    [InlineData("1-9223372036854775808.n")]
    [InlineData("$")]
    [InlineData("0-0.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")] // 66 characters
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Cursor.TryParse(text, out _));

    [Theory]
    [InlineData("2-0.a", "1-9.a", true)]
    [InlineData("1-2.a", "1-1.b", true)]
    [InlineData("1-1.a", "1-1.b", false)] // the nonce says whether it is the same entry, not which is later
    [InlineData("1-9.a", "2-0.a", false)]
    [InlineData("10-0.a", "9-0.a", true)]
    public void IsAfter_ComparesPositionsAsNumbers(string one, string other, bool after)
    {
        Assert.True(Cursor.TryParse(one, out var first) & Cursor.TryParse(other, out var second));
        Assert.Equal(after, first.IsAfter(second));
    }

    [Fact]
    public void Equality_SamePlaceOtherNonce_IsAnotherCursor() => Assert.NotEqual(new Cursor(1, 2, "a"), new Cursor(1, 2, "b"));
}
