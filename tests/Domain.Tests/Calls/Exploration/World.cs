using System.Collections.Immutable;
using System.Text;
using Signaling.Domain.Calls;
using Signaling.Domain.Identity;

namespace Signaling.Domain.Tests.Calls.Exploration;

/// <summary>A call, and what each device around it believes of it.</summary>
internal sealed record World(Call Call, ImmutableArray<DeviceView> Views)
{
    /// <summary>The devices of those who may ever be in the call, then a stranger's. The order is that of <see cref="Views"/>.</summary>
    public static readonly ImmutableArray<Actor> Devices =
        [SampleCalls.AnnPhone, SampleCalls.AnnTablet, SampleCalls.BenPhone, SampleCalls.BenTablet, SampleCalls.CidPhone, new(SampleCalls.Dee, new("phone")), new(new("eve"), new("phone"))];

    /// <summary>The calls with which it begins: each choice of Ben's and Cid's devices that are attached at the time.</summary>
    public static IEnumerable<World> Beginnings()
    {
        for (var choice = 0; choice < 8; choice++)
        {
            bool[] attached = [true, true, (choice & 1) != 0, (choice & 2) != 0, (choice & 4) != 0, true, true];
            ImmutableArray<DeviceView> views = [.. attached.Select((here, i) => new DeviceView(here, i == 0 ? Stage.Calling : Stage.Unaware))];
            yield return new World(SampleCalls.Placed(), views).Inviting();
        }
    }

    /// <summary>The same, the store having noted which devices of the callee are attached as it is invited.</summary>
    public World Inviting() =>
        this with { Call = Call with { Invited = [.. Devices.Where((actor, i) => actor.User == Call.Callee && Views[i] is { Attached: true, Gone: false }).Select(actor => actor.Device)] } };

    public World With(int device, DeviceView view) => this with { Views = Views.SetItem(device, view) };

    /// <summary>The same world with offers renumbered without gaps, and events not counted. Rules compare numbers of offers for
    /// equality only and give the next number to the next offer, so both worlds behave alike, and there are finitely many.</summary>
    public World Canonical()
    {
        int[] used = [.. new[] { 1, Call.LastOffer, Call.Agreed?.Number ?? 0, Call.Pending?.Number ?? 0, Call.SupersededOffer, Call.RejectedOffer }
            .Concat(Views.SelectMany(view => new[] { view.Pending, view.Agreed, view.Dropped })).Where(number => number > 0).Distinct().Order()];
        int Renumber(int number) => number == 0 ? 0 : Array.IndexOf(used, number) + 1;

        return new World(
            Call with
            {
                Events = 0,
                InvitedByEvent = 0,
                EndedAt = Call.EndedAt is null ? null : Call.CreatedAt,
                CallerPresence = Call.Phase is CallPhase.Ended ? default : Call.CallerPresence, // nothing looks at it any more
                CalleePresence = Call.Phase is CallPhase.Ended ? default : Call.CalleePresence,
                LastOffer = Renumber(Call.LastOffer),
                Agreed = Call.Agreed is { } agreed ? agreed with { Number = Renumber(agreed.Number) } : null,
                Pending = Call.Pending is { } pending ? pending with { Number = Renumber(pending.Number) } : null,
                SupersededOffer = Renumber(Call.SupersededOffer),
                RejectedOffer = Renumber(Call.RejectedOffer),
            },
            [.. Views.Select(view => view with { Pending = Renumber(view.Pending), Agreed = Renumber(view.Agreed), Dropped = Renumber(view.Dropped) })]);
    }

    /// <summary>Two worlds with the same text are the same.</summary>
    public override string ToString()
    {
        var text = CallText.Write(new StringBuilder(400), Call);
        foreach (var view in Views)
        {
            text.Append(view.Attached ? '+' : '-').Append((int)view.Stage).Append(view.PendingIsMine ? '>' : '<').Append(view.Pending)
                .Append(view.AgreedIsMine ? '>' : '<').Append(view.Agreed).Append('x').Append(view.Dropped).Append(view.IHold ? 'h' : ' ').Append(view.PeerHolds ? 'h' : ' ')
                .Append(view.PeerAway ? 'a' : ' ').Append(view.Gone ? 'g' : ' ').Append(view.Missed ? 'm' : ' ');
        }

        return text.ToString();
    }
}
