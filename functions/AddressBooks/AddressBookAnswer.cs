namespace NimbusFunctions.AddressBooks;

/// <summary>A book as the published connector knows it.</summary>
internal sealed record AddressBookName(string Id, string Name);

/// <summary>A book with what administrators set.</summary>
internal sealed record AddressBookAnswer(string Id, string Name, string OrganizationUnitId, bool FlowActions)
{
    public static AddressBookAnswer Of(AddressBook book) => new(book.Id, book.Name, book.OrganizationUnitId, book.FlowActions);
}
