using Signaling.Domain.Events;
using Signaling.Domain.Identity;
using Xunit;

namespace Signaling.Domain.Tests.Events;

public sealed class DeviceFilterTests
{
    private static readonly DeviceId Phone = new("phone"), Tablet = new("tablet");

    public static readonly TheoryData<string, bool, bool> Rows = new()
    {
        { "", true, true },
        { "=phone", true, false },
        { "!phone", false, true },
        { "=", false, false }, // names a device that cannot be
        { "=Phone", false, false },
        { "! phone", true, true },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Parse_ForEachRow_AdmitsThese(string text, bool phone, bool tablet) =>
        Assert.Equal((phone, tablet), (DeviceFilter.Parse(text).Admits(Phone), DeviceFilter.Parse(text).Admits(Tablet)));

    [Fact]
    public void ToString_ReadAgain_IsTheSame() =>
        Assert.All([DeviceFilter.All, DeviceFilter.Only(Phone), DeviceFilter.Except(Phone)], filter => Assert.Equal(filter, DeviceFilter.Parse(filter.ToString())));

    [Fact]
    public void Except_OneDevice_AdmitsEveryOther() => Assert.Equal((false, true), (DeviceFilter.Except(Phone).Admits(Phone), DeviceFilter.Except(Phone).Admits(Tablet)));
}
