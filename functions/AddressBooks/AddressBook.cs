using Azure;

namespace NimbusFunctions.AddressBooks;

/// <summary>An address book of a tenant.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="OrganizationUnitId">The unit that it lies in: who administers there administers it.</param>
/// <param name="FlowActions">Whether flows may read and change its contacts.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="StateSince">Since when.</param>
internal sealed record AddressBook(
    string Id, string Name, string OrganizationUnitId, bool FlowActions, AddressBookState State, DateTimeOffset StateSince)
{
    public const int MostOfTenant = 500;
    public const int LongestName = 128;

    public bool IsUsable => State == AddressBookState.Usable;
}

/// <summary>Whether an address book can be used. Stored, so a name never changes.</summary>
internal enum AddressBookState
{
    Usable,

    /// <summary>It is being made or removed: nobody sees it, and what is left of it is removed.</summary>
    Ending,
}

/// <summary>A book as read, with the tag that guards its next change.</summary>
internal sealed record StoredBook(AddressBook Book, ETag ETag);
